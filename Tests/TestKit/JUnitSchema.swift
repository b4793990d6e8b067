/// What readers of JUnit's results agree on, as an XML schema in our own words: the elements and attributes that Ant,
/// pytest, Jenkins and GitLab write and read, in the order that they ask for.
package enum JUnitSchema {
  /// The schema.
  package static let text = """
    <?xml version="1.0" encoding="UTF-8"?>
    <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
      <xs:simpleType name="count"><xs:restriction base="xs:nonNegativeInteger"/></xs:simpleType>
      <xs:simpleType name="time"><xs:restriction base="xs:decimal"><xs:minInclusive value="0"/></xs:restriction></xs:simpleType>
      <xs:simpleType name="word"><xs:restriction base="xs:string"><xs:minLength value="1"/></xs:restriction></xs:simpleType>
      <!-- A moment without a zone: what Ant's reader takes. -->
      <xs:simpleType name="moment">
        <xs:restriction base="xs:dateTime">
          <xs:pattern value="[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}"/>
        </xs:restriction>
      </xs:simpleType>
      <xs:complexType name="problem">
        <xs:simpleContent>
          <xs:extension base="word">
            <xs:attribute name="message" type="word" use="required"/>
            <xs:attribute name="type" type="word" use="required"/>
          </xs:extension>
        </xs:simpleContent>
      </xs:complexType>
      <xs:complexType name="case">
        <xs:sequence>
          <xs:choice minOccurs="0">
            <xs:element name="failure" type="problem"/>
            <xs:element name="error" type="problem"/>
            <xs:element name="skipped"/>
          </xs:choice>
          <xs:element name="system-out" type="xs:string" minOccurs="0"/>
          <xs:element name="system-err" type="xs:string" minOccurs="0"/>
        </xs:sequence>
        <xs:attribute name="classname" type="word" use="required"/>
        <xs:attribute name="name" type="word" use="required"/>
        <xs:attribute name="file" type="word"/>
        <xs:attribute name="line" type="xs:positiveInteger"/>
        <xs:attribute name="time" type="time" use="required"/>
      </xs:complexType>
      <xs:complexType name="suite">
        <xs:sequence><xs:element name="testcase" type="case" maxOccurs="unbounded"/></xs:sequence>
        <xs:attribute name="name" type="word" use="required"/>
        <xs:attribute name="timestamp" type="moment" use="required"/>
        <xs:attribute name="tests" type="count" use="required"/>
        <xs:attribute name="failures" type="count" use="required"/>
        <xs:attribute name="errors" type="count" use="required"/>
        <xs:attribute name="skipped" type="count" use="required"/>
        <xs:attribute name="time" type="time" use="required"/>
      </xs:complexType>
      <xs:element name="testsuites">
        <xs:complexType>
          <xs:sequence><xs:element name="testsuite" type="suite" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
          <xs:attribute name="name" type="word" use="required"/>
        </xs:complexType>
      </xs:element>
    </xs:schema>

    """
}
