print("swjs")
