"""One file per kind of visitor: who answers, who reads what was published, who makes and watches."""
