"""Messages to people by e-mail, in the application and by webhook; never lost, sent after commit."""
