"""What residents bring: complaints, aspirations, requests for information, from receipt to closing."""
