from penata.config.cli import main

main()
