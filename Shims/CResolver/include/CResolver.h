// The C library's resolver codec: building a DNS query, reading an answer, and the name servers of resolv.conf. None of
// it sends anything: the C library's own transport knows no deadline over TCP and does not tell failures apart.

#ifndef PKI_CRESOLVER_H
#define PKI_CRESOLVER_H

#include <stddef.h>
#include <stdint.h>

/// The most octets of a domain name as text, its end included (NS_MAXDNAME).
#define PKI_DNS_NAME 1025

/// What the header of a message and its first question say.
typedef struct {
  uint16_t id;
  uint16_t type;
  uint8_t rcode;
  uint8_t is_answer;
  uint8_t is_truncated;
  int answers;
  char name[PKI_DNS_NAME];
} pki_dns_message;

/// A record of the answer section.
typedef struct {
  uint16_t type;
  uint16_t priority, weight, port;
  uint8_t address_length;
  uint8_t address[16];
  char name[PKI_DNS_NAME];
  /// Where an alias or a service leads.
  char target[PKI_DNS_NAME];
  /// Of NAPTR alone, whose order and preference stand in priority and weight.
  char flags[256], services[256];
} pki_dns_record;

/// A name server.
typedef struct {
  uint8_t address_length;
  uint8_t address[16];
  uint16_t port;
  uint32_t scope;
} pki_dns_server;

/// A question of class IN with recursion desired, and EDNS with this UDP size. The length, or -1 where the name is none.
int pki_dns_query(const char *name, int type, uint16_t udp_size, uint8_t *buffer, int size);
/// Reads the header and the first question. 0, or -1 where the message is broken.
int pki_dns_read(const uint8_t *bytes, int size, pki_dns_message *message);
/// Reads a record of the answer section. 0, or -1 where it is broken.
int pki_dns_read_record(const uint8_t *bytes, int size, int index, pki_dns_record *record);
/// The name servers of resolv.conf, at most `most`; the number of them.
int pki_dns_servers(pki_dns_server *servers, int most);

#endif
