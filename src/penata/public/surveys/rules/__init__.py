"""What the law says about satisfaction surveys (SKM, PermenPANRB 14/2017), and the house about all others; pure."""
