// IP addresses in conditions: are they any, are they public, are they whole networks.
#include "rules/iam/rules.h"
#include "rules/offer.h"

#include <array>
#include <optional>

namespace cribsheet::rules::iam {
namespace {

struct Network {
  std::array<std::uint8_t, 16> bytes{};
  unsigned bits = 0, length = 0;  // length: 32 or 128
};

std::optional<unsigned> decimal(std::string_view text, unsigned most) {
  if (text.empty() || text.size() > 3) return std::nullopt;
  unsigned n = 0;
  for (const char ch : text) {
    if (ch < '0' || ch > '9') return std::nullopt;
    n = n * 10 + static_cast<unsigned>(ch - '0');
  }
  return n <= most ? std::optional(n) : std::nullopt;
}

bool read_v4(std::string_view text, std::uint8_t* out) {
  for (int i = 0; i < 4; ++i) {
    const std::size_t dot = text.find('.');
    if ((dot == std::string_view::npos) != (i == 3)) return false;
    const auto part = decimal(text.substr(0, dot), 255);
    if (!part) return false;
    out[i] = static_cast<std::uint8_t>(*part);
    text = dot == std::string_view::npos ? std::string_view() : text.substr(dot + 1);
  }
  return true;
}

std::optional<unsigned> hex(std::string_view text) {
  if (text.empty() || text.size() > 4) return std::nullopt;
  unsigned n = 0;
  for (const char ch : text) {
    const unsigned d = ch >= '0' && ch <= '9'   ? static_cast<unsigned>(ch - '0')
                       : ch >= 'a' && ch <= 'f' ? static_cast<unsigned>(ch - 'a' + 10)
                       : ch >= 'A' && ch <= 'F' ? static_cast<unsigned>(ch - 'A' + 10)
                                                : 16u;
    if (d > 15) return std::nullopt;
    n = n * 16 + d;
  }
  return n;
}

// Groups of an IPv6 half, at most eight; nothing where it is malformed.
std::optional<std::vector<std::uint8_t>> groups(std::string_view text) {
  std::vector<std::uint8_t> out;
  while (!text.empty()) {
    const std::size_t colon = text.find(':');
    const auto group = hex(text.substr(0, colon));
    if (!group || out.size() >= 16) return std::nullopt;
    out.push_back(static_cast<std::uint8_t>(*group >> 8));
    out.push_back(static_cast<std::uint8_t>(*group & 255));
    if (colon == std::string_view::npos) return out;
    text = text.substr(colon + 1);
    if (text.empty()) return std::nullopt;
  }
  return out;
}

bool read_v6(std::string_view text, std::array<std::uint8_t, 16>& out) {
  const std::size_t gap = text.find("::");
  const auto head = groups(text.substr(0, gap));
  const auto tail = gap == std::string_view::npos ? std::optional(std::vector<std::uint8_t>()) : groups(text.substr(gap + 2));
  if (!head || !tail || (gap == std::string_view::npos ? head->size() != 16 : head->size() + tail->size() > 14)) return false;
  for (std::size_t i = 0; i < head->size(); ++i) out[i] = (*head)[i];
  for (std::size_t i = 0; i < tail->size(); ++i) out[16 - tail->size() + i] = (*tail)[i];
  return true;
}

std::optional<Network> read_network(std::string_view text) {
  Network n;
  const std::size_t slash = text.find('/');
  const std::string_view address = text.substr(0, slash);
  if (address.find(':') != std::string_view::npos) {
    n.length = 128;
    if (!read_v6(address, n.bytes)) return std::nullopt;
  } else {
    n.length = 32;
    if (!read_v4(address, n.bytes.data())) return std::nullopt;
  }
  n.bits = n.length;
  if (slash != std::string_view::npos) {
    const auto bits = decimal(text.substr(slash + 1), n.length);
    if (!bits) return std::nullopt;
    n.bits = *bits;
  }
  return n;
}

bool within(const Network& n, std::initializer_list<std::uint8_t> bytes, unsigned bits) {
  if (n.bits < bits) return false;
  std::size_t i = 0;
  for (const std::uint8_t b : bytes) {
    const unsigned left = bits > i * 8 ? bits - static_cast<unsigned>(i) * 8 : 0;
    const unsigned mask = left >= 8 ? 0xFFu : (0xFF00u >> left) & 0xFFu;
    if ((n.bytes[i] & mask) != (b & mask)) return false;
    ++i;
  }
  return true;
}

bool is_private(const Network& n) {
  if (n.length == 128) return within(n, {0xFC}, 7);
  return within(n, {10}, 8) || within(n, {172, 16}, 12) || within(n, {192, 168}, 16);
}

// The network's address: the bits behind the mask cleared. Nothing where they are clear already.
std::optional<std::string> cleaned(const Network& n) {
  Network clear = n;
  for (unsigned bit = n.bits; bit < n.length; ++bit) clear.bytes[bit / 8] = static_cast<std::uint8_t>(clear.bytes[bit / 8] & ~(0x80u >> (bit % 8)));
  if (clear.bytes == n.bytes || n.length != 32) return clear.bytes == n.bytes ? std::nullopt : std::optional<std::string>("");
  std::string text;
  for (std::size_t i = 0; i < 4; ++i) text += (i ? "." : "") + std::to_string(clear.bytes[i]);
  return text + "/" + std::to_string(n.bits);
}

bool judged(const Value& v) { return v.scalar() && !has_hole(v.text) && v.text.find("${") == std::string::npos; }

template <class See>
void each_key(Check& c, See see) {
  for (const Statement& s : c.policy.statements)
    for (const ConditionBlock& block : s.condition.blocks)
      if (block.op.family == Operator::Family::ip)
        for (const ConditionKey& key : block.keys) see(block, key);
}

}  // namespace

void private_address(Check& c) {
  each_key(c, [&](const ConditionBlock& block, const ConditionKey& key) {
    if (!same(key.name, "aws:SourceIp")) return;
    std::vector<const Value*> inner;
    std::size_t outer = 0;
    for (const Value& v : key.values.items) {
      const auto network = judged(v) ? read_network(v.text) : std::nullopt;
      if (network && is_private(*network)) inner.push_back(&v);
      else ++outer;
    }
    if (inner.empty() || (outer > 0 && !key.values.complete)) return;
    const bool negated = block.op.negated;
    if (outer == 0 && key.values.complete) {
      Finding& f =
          c.add("iam-private-address", key.values.range,
                "aws:SourceIp is always a public address, and these are private: " +
                    std::string(negated ? "the condition is always true" : "the condition is never true") + "; for addresses inside a VPC test aws:VpcSourceIp",
                {negated ? "access-analyzer:PRIVATE_NOT_IP_ADDRESS" : "access-analyzer:PRIVATE_IP_ADDRESS"});
      offer_name(f, key.entry.key(), "aws:VpcSourceIp", false);
      return;
    }
    for (const Value* v : inner) {
      Finding& f =
          c.add("iam-private-address", v->range,
                shown(v->text) +
                    " is private, and aws:SourceIp is always a public address, so this value does nothing; for addresses inside a VPC test aws:VpcSourceIp",
                {negated ? "access-analyzer:PRIVATE_NOT_IP_ADDRESS_SUBSET" : "access-analyzer:PRIVATE_IP_ADDRESS_SUBSET"});
      set_severity(f, Severity::info);
      f.unnecessary = true;
      offer(f, remove_item(*v, "Remove it"));
    }
  });
}

void address_range(Check& c) {
  each_key(c, [&](const ConditionBlock& block, const ConditionKey& key) {
    for (const Value& v : key.values.items)
      if (judged(v) && !read_network(v.text))
        c.add("iam-address-range", v.range,
              block.name + " compares with an address or a network such as 203.0.113.0/24 or 2001:db8::/32, and " + shown(v.text) + " is none");
  });
}

void address_bits(Check& c) {
  each_key(c, [&](const ConditionBlock&, const ConditionKey& key) {
    for (const Value& v : key.values.items) {
      const auto network = judged(v) ? read_network(v.text) : std::nullopt;
      const auto right = network ? cleaned(*network) : std::nullopt;
      if (!right) continue;
      Finding& f = c.add("iam-address-bits", v.range,
                         "The bits behind the mask of " + shown(v.text) + " are ignored" + (right->empty() ? std::string() : "; it is the network " + *right));
      if (!right->empty()) offer(f, replace_text(c, v.range, *right, "Write " + *right));
    }
  });
}

}  // namespace cribsheet::rules::iam
