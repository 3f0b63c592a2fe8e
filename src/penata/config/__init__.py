"""The roof: settings, urls, navigation, jobs and the command line. It may see everything."""
