"""Pages of people: who answers, a person, and the forms of appointments and absences."""
