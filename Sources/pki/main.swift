print("pki")
