#define _GNU_SOURCE
#include "CResolver.h"

#include <arpa/nameser.h>
#include <dlfcn.h>
#include <netinet/in.h>
#include <pthread.h>
#include <resolv.h>
#include <string.h>

// Two of the functions are in libresolv still, where glibc keeps the others in itself. Linking it would cost every start of
// the program; it is opened when a message is first read.
static int (*initparse)(const u_char *, int, ns_msg *);
static int (*parserr)(ns_msg *, ns_sect, int, ns_rr *);
static pthread_once_t opened = PTHREAD_ONCE_INIT;

static void open_library(void) {
  void *library = dlopen("libresolv.so.2", RTLD_NOW | RTLD_LOCAL);
  if (!library) return;
  initparse = (int (*)(const u_char *, int, ns_msg *))dlsym(library, "ns_initparse");
  parserr = (int (*)(ns_msg *, ns_sect, int, ns_rr *))dlsym(library, "ns_parserr");
}

static int parse(const uint8_t *bytes, int size, ns_msg *message) {
  pthread_once(&opened, open_library);
  if (!initparse || !parserr) return -1;
  return initparse(bytes, size, message);
}

int pki_dns_query(const char *name, int type, uint16_t udp_size, uint8_t *buffer, int size) {
  struct __res_state state;
  memset(&state, 0, sizeof state);
  if (res_ninit(&state) != 0) return -1;
  int length = res_nmkquery(&state, ns_o_query, name, ns_c_in, type, NULL, 0, NULL, buffer, size - 11);
  res_nclose(&state);
  if (length < NS_HFIXEDSZ) return -1;
  // RFC 6891 §6.1.2: a record of the root, its class the size of UDP that we take.
  const uint8_t edns[11] = {0, 0, ns_t_opt, udp_size >> 8, udp_size & 0xff};
  memcpy(buffer + length, edns, sizeof edns);
  buffer[11] = 1;
  return length + (int)sizeof edns;
}

int pki_dns_read(const uint8_t *bytes, int size, pki_dns_message *message) {
  ns_msg parsed;
  ns_rr question;
  memset(message, 0, sizeof *message);
  if (parse(bytes, size, &parsed) != 0) return -1;
  message->id = ns_msg_id(parsed);
  message->is_answer = (bytes[2] & 0x80) != 0;
  message->is_truncated = (bytes[2] & 0x02) != 0;
  message->rcode = bytes[3] & 0x0f;
  message->answers = ns_msg_count(parsed, ns_s_an);
  if (ns_msg_count(parsed, ns_s_qd) < 1 || parserr(&parsed, ns_s_qd, 0, &question) != 0) return -1;
  if (ns_rr_class(question) != ns_c_in) return -1;
  message->type = ns_rr_type(question);
  strncpy(message->name, ns_rr_name(question), sizeof message->name - 1);
  return 0;
}

static uint16_t number(const uint8_t *octets) { return (uint16_t)(octets[0] << 8 | octets[1]); }

// RFC 1035 §3.3: an octet of length, and so many. What follows it, or NULL where it does not fit.
static const uint8_t *character_string(const uint8_t *at, const uint8_t *end, char *text) {
  if (!at || at >= end || end - at - 1 < at[0]) return NULL;
  if (text) memcpy(text, at + 1, at[0]);
  return at + 1 + at[0];
}

int pki_dns_read_record(const uint8_t *bytes, int size, int index, pki_dns_record *record) {
  ns_msg parsed;
  ns_rr raw;
  memset(record, 0, sizeof *record);
  if (parse(bytes, size, &parsed) != 0 || parserr(&parsed, ns_s_an, index, &raw) != 0) return -1;
  const uint8_t *data = ns_rr_rdata(raw);
  int length = ns_rr_rdlen(raw);
  record->type = ns_rr_class(raw) == ns_c_in ? ns_rr_type(raw) : 0;
  strncpy(record->name, ns_rr_name(raw), sizeof record->name - 1);
  const uint8_t *name = NULL;
  switch (record->type) {
  case ns_t_a:
  case ns_t_aaaa:
    if (length != (record->type == ns_t_a ? 4 : 16)) return -1;
    record->address_length = length;
    memcpy(record->address, data, length);
    return 0;
  case ns_t_cname:
    name = data;
    break;
  case ns_t_srv:
    if (length < 7) return -1;
    record->priority = number(data);
    record->weight = number(data + 2);
    record->port = number(data + 4);
    name = data + 6;
    break;
  case ns_t_naptr:
    if (length < 7) return -1;
    record->priority = number(data);
    record->weight = number(data + 2);
    name = character_string(data + 4, data + length, record->flags);
    name = character_string(name, data + length, record->services);
    name = character_string(name, data + length, NULL);
    if (!name || name >= data + length) return -1;
    break;
  default:
    return 0;
  }
  return ns_name_uncompress(bytes, bytes + size, name, record->target, sizeof record->target) < 0 ? -1 : 0;
}

int pki_dns_servers(pki_dns_server *servers, int most) {
  struct __res_state state;
  memset(&state, 0, sizeof state);
  if (res_ninit(&state) != 0) return 0;
  int count = 0;
  for (int index = 0; index < state.nscount && index < MAXNS && count < most; index++) {
    const struct sockaddr_in *narrow = &state.nsaddr_list[index];
    const struct sockaddr_in6 *wide = state._u._ext.nsaddrs[index];
    pki_dns_server server = {0};
    if (narrow->sin_family == AF_INET) {
      server.address_length = 4;
      memcpy(server.address, &narrow->sin_addr, 4);
      server.port = ntohs(narrow->sin_port);
    } else if (wide) {
      server.address_length = 16;
      memcpy(server.address, &wide->sin6_addr, 16);
      server.port = ntohs(wide->sin6_port);
      server.scope = wide->sin6_scope_id;
    } else {
      continue;
    }
    servers[count++] = server;
  }
  res_nclose(&state);
  return count;
}
