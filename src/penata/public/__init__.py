"""What residents get and say: services, routing, cases."""
