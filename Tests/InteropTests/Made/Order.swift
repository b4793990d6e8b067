/// One order that uses every attribute and every kind of alternative name, and how each witness must read it back.
enum Order {
  static let attributes = [
    "CN:www.example.org", "C:GB", "ST:Surrey", "L:Guildford", "O:Bücher Ltd", "O:Second", "OU:Video",
    "emailAddress:ops@example.org",
    """
    SAN:www.example.org,*.apps.example.org,192.0.2.7,2001:db8::7,ops@example.org,sip:conf.example.org,\
    UPN:jane@corp.example.org,SRV:_sips.example.org,RID:1.3.6.1.4.1.99999.1,\
    otherName:1.3.6.1.4.1.99999.2;UTF8:någon
    """,
  ]
  static let usages = "--eku serverAuth,clientAuth,1.3.6.1.4.1.99999.3"

  /// The subject as RFC 2253 writes it: openssl and certtool agree but for the name of the e-mail address.
  static let subject =
    "emailAddress=ops@example.org,CN=www.example.org,OU=Video,O=Second,O=Bücher Ltd,L=Guildford,ST=Surrey,C=GB"
  static let gnuTLSSubject =
    "EMAIL=ops@example.org,CN=www.example.org,OU=Video,O=Second,O=Bücher Ltd,L=Guildford,ST=Surrey,C=GB"

  static let openSSLNames = """
    DNS:www.example.org, DNS:*.apps.example.org, IP Address:192.0.2.7, IP Address:2001:DB8:0:0:0:0:0:7, \
    email:ops@example.org, URI:sip:conf.example.org, othername: UPN::jane@corp.example.org, \
    othername: SRVName::_sips.example.org, Registered ID:1.3.6.1.4.1.99999.1, \
    othername: 1.3.6.1.4.1.99999.2::någon
    """
  static let gnuTLSNames = [
    "DNSname: www.example.org", "DNSname: *.apps.example.org", "IPAddress: 192.0.2.7", "IPAddress: 2001:db8::7",
    "RFC822Name: ops@example.org", "URI: sip:conf.example.org", "User Principal Name: jane@corp.example.org",
    "SRVName: _sips.example.org", "Registered ID: 1.3.6.1.4.1.99999.1", "otherName OID: 1.3.6.1.4.1.99999.2",
    "otherName DER: 0c066ec3a5676f6e", "otherName ASCII: ..n..gon",
  ]
  static let pythonSubject = """
    countryName=GB stateOrProvinceName=Surrey localityName=Guildford organizationName=Bücher Ltd \
    organizationName=Second organizationalUnitName=Video commonName=www.example.org \
    emailAddress=ops@example.org
    """
  static let pythonNames = """
    DNSName:www.example.org DNSName:*.apps.example.org IPAddress:192.0.2.7 IPAddress:2001:db8::7 \
    RFC822Name:ops@example.org UniformResourceIdentifier:sip:conf.example.org \
    OtherName:1.3.6.1.4.1.311.20.2.3:0c156a616e6540636f72702e6578616d706c652e6f7267 \
    OtherName:1.3.6.1.5.5.7.8.7:16115f736970732e6578616d706c652e6f7267 RegisteredID:1.3.6.1.4.1.99999.1 \
    OtherName:1.3.6.1.4.1.99999.2:0c066ec3a5676f6e
    """
  static let pythonExtendedUsages = "1.3.6.1.5.5.7.3.1 1.3.6.1.5.5.7.3.2 1.3.6.1.4.1.99999.3"
}
