// Principals: who a statement is about, and how that is written.
#include "rules/iam/rules.h"

#include "kinds/iam/arn.h"
#include "rules/offer.h"

namespace cribsheet::rules::iam {
namespace {

const std::vector<std::string_view> kKeys = {"AWS", "Service", "Federated", "CanonicalUser"};

bool all_digits(std::string_view text) {
  for (const char ch : text)
    if (ch < '0' || ch > '9') return false;
  return !text.empty();
}

// Identifiers that IAM puts in place of an ARN once its user or role is gone: AIDA..., AROA...
bool is_unique_id(std::string_view text, std::string_view prefix) {
  if (!text.starts_with(prefix) || text.size() < 16 || text.size() > 32) return false;
  for (const char ch : text)
    if (!((ch >= 'A' && ch <= 'Z') || (ch >= '0' && ch <= '9'))) return false;
  return true;
}

bool is_service_principal(std::string_view text) {
  if (text.find(' ') != std::string_view::npos) return false;
  for (const std::string_view tail :
       {".amazonaws.com", ".amazonaws.com.cn", ".amazon.com", ".aws.internal", ".amazonaws.eu", ".c2s.ic.gov", ".sc2s.sgov.gov", ".aws.com", ".api.aws"})
    if (text.size() > tail.size() && text.ends_with(tail)) return true;
  return false;
}

template <class See>
void each_principal(Check& c, See see) {
  if (c.on_identity()) return;  // they take none; another rule says so
  for (const Statement& s : c.policy.statements)
    for (const Principal* p : {&s.principal, &s.not_principal})
      if (p->present) see(s, *p);
}

template <class See>
void each_entry(Check& c, std::string_view key, See see) {
  each_principal(c, [&](const Statement& s, const Principal& p) {
    for (const Values& entry : p.entries)
      if (entry.key == key)
        for (const Value& v : entry.items)
          if ((v.is_text() || v.kind == Value::Kind::number) && !has_hole(v.text)) see(s, p, v);
  });
}

void bare(Check& c, const Principal& p, const Value& v) {
  if (!v.is_text() || v.text == "*" || has_hole(v.text)) return;
  Finding& f =
      c.add("iam-principal-format", v.range, "A principal is \"*\" or says what it is: {\"AWS\": \"111122223333\"}, {\"Service\": \"lambda.amazonaws.com\"}",
            {"access-analyzer:INVALID_PRINCIPAL_FORMAT", "parliament:MALFORMED"});
  const std::string_view key = is_service_principal(v.text) ? "Service" : "AWS";
  if (p.bare.size() == 1 && v.node.parent() == p.entry && c.json())
    offer(f, {"Write {\"" + std::string(key) + "\": ...}", {{v.range, "{\"" + std::string(key) + "\": \"" + v.text + "\"}"}}, false});
}

void aws_principal(Check& c, const Value& v) {
  const std::string& text = v.text;
  if (text == "*" || text.find("${") != std::string::npos || (all_digits(text) && text.size() == 12)) return;
  if (has_wildcard(text) || is_unique_id(text, "A")) return;  // other rules
  const Arn arn = split_arn(text);
  const bool of_iam = arn.has_prefix() && arn.complete() && (arn[Arn::service] == "iam" || arn[Arn::service] == "sts");
  if (of_iam && ((all_digits(arn[Arn::account]) && arn[Arn::account].size() == 12) || arn[Arn::account] == "cloudfront" || arn[Arn::account] == "aws")) return;
  Finding& f = c.add("iam-principal-format", v.range,
                     is_service_principal(text) ? shown(text) + " is a service; put it under Service instead of AWS"
                     : of_iam                   ? shown(arn[Arn::account]) + " is not an account; an account has 12 digits"
                     : all_digits(text)         ? shown(text) + " is not an account; an account has 12 digits"
                                                : shown(text) + " is no AWS principal: write an account's 12 digits, or the ARN of a user, a role or a session",
                     {"access-analyzer:INVALID_PRINCIPAL_FORMAT", "parliament:UNKNOWN_PRINCIPAL"});
  const syntax::Node entry = v.node.parent();
  if (is_service_principal(text) && entry.kind() == syntax::NodeKind::entry && !entry.parent().find_entry("Service")) offer_name(f, entry.key(), "Service");
}

}  // namespace

void principal_format(Check& c) {
  each_principal(c, [&](const Statement&, const Principal& p) {
    for (const Value& v : p.bare) bare(c, p, v);
    for (const Values& entry : p.entries) {
      bool known = false;
      for (const std::string_view key : kKeys) known = known || entry.key == key;
      if (known || entry.key.empty()) continue;
      const std::string near = nearest(entry.key, kKeys);
      Finding& f = c.add("iam-principal-format", entry.key_range, shown(entry.key) + " is no kind of principal; it is AWS, Service, Federated or CanonicalUser",
                         {"access-analyzer:INVALID_PRINCIPAL_KEY", "parliament:MALFORMED"});
      if (!near.empty()) offer(f, replace_text(c, entry.key_range, near, "Change it to " + near));
    }
  });
  each_entry(c, "AWS", [&](const Statement&, const Principal&, const Value& v) { aws_principal(c, v); });
}

void principal_wildcard(Check& c) {
  if (c.policy.type == PolicyType::rcp) return;
  each_principal(c, [&](const Statement& s, const Principal& p) {
    for (const Value& v : p.bare)
      if (v.text == "*" && c.policy.type == PolicyType::trust && !s.denies())
        c.add("iam-principal-wildcard", v.range, "A trust policy doesn't take \"*\" as its principal; name who may assume the role",
              {"access-analyzer:ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL"});
    for (const Values& entry : p.entries)
      for (const Value& v : entry.items) {
        if (!v.is_text() || !has_wildcard(v.text) || (entry.key == "AWS" && v.text == "*")) continue;
        c.add("iam-principal-wildcard", v.range,
              "Wildcards don't work in a principal under " + entry.key + "; name it in full" +
                  (entry.key == "AWS" ? ", or allow \"*\" and limit it with aws:PrincipalArn in a Condition" : ""),
              {"access-analyzer:UNSUPPORTED_WILDCARD_IN_PRINCIPAL"});
      }
  });
}

void principal_unique_id(Check& c) {
  each_entry(c, "AWS", [&](const Statement&, const Principal&, const Value& v) {
    const bool role = is_unique_id(v.text, "AROA");
    if (!role && !is_unique_id(v.text, "AIDA")) return;
    c.add("iam-principal-unique-id", v.range,
          std::string(role ? "This is the id of a role" : "This is the id of a user") + ", most likely a deleted one; write its ARN",
          {role ? "access-analyzer:INVALID_ROLE_REFERENCE" : "access-analyzer:INVALID_USER_REFERENCE"});
  });
}

void service_principal(Check& c) {
  std::vector<std::string_view> known;
  each_entry(c, "Service", [&](const Statement&, const Principal&, const Value& v) {
    if (has_wildcard(v.text) || v.text.find("${") != std::string::npos) return;
    if (!is_service_principal(v.text)) {
      if (known.empty())
        for (const auto& row : c.pack.table("service-principals"))
          if (!row.empty()) known.push_back(row[0]);
      const std::string whole = v.text + ".amazonaws.com";
      const std::string near = suggest(c, whole, [&] { return known; });
      Finding& f = c.add("iam-service-principal", v.range,
                         shown(v.text) + " is no service principal; they look like lambda.amazonaws.com" + (near.empty() ? "" : "; did you mean " + near + "?"),
                         {"access-analyzer:INVALID_SERVICE_PRINCIPAL_FORMAT"});
      if (!near.empty()) offer(f, replace_text(c, v.range, near, "Change it to " + near));
    }
  });
}

void unknown_service_principal(Check& c) {
  const pack::Table known = c.pack.table("service-principals");
  std::vector<std::string_view> hosts;
  each_entry(c, "Service", [&](const Statement&, const Principal&, const Value& v) {
    if (!known.named(v.text).empty() || !is_service_principal(v.text)) return;
    if (hosts.empty())
      for (const auto& row : known)
        if (!row.empty()) hosts.push_back(row[0].substr(0, row[0].find('.')));
    // Only what looks like a slip of the pen: the list can't be complete.
    const std::string_view host = std::string_view(v.text).substr(0, v.text.find('.'));
    const std::string near = host.size() < 4 ? std::string() : suggest(c, host, [&] { return hosts; });
    const std::string right = near + v.text.substr(host.size());
    if (near.empty() || same(near, host) || known.named(right).empty()) return;
    Finding& f = c.add("iam-unknown-service-principal", v.range, shown(v.text) + " is not a service principal that is known here; did you mean " + right + "?");
    offer(f, replace_text(c, v.range, right, "Change it to " + right));
  });
}

void federated_principal(Check& c) {
  each_entry(c, "Federated", [&](const Statement&, const Principal&, const Value& v) {
    if (has_wildcard(v.text)) return;
    if (c.policy.type == PolicyType::resource) {
      c.add("iam-federated-principal", v.range, "A resource policy takes no identity provider as a principal; name the role that its users assume",
            {"access-analyzer:FEDERATED_PRINCIPAL_NOT_SUPPORTED"});
      return;
    }
    if (c.policy.type != PolicyType::trust) return;
    const Arn arn = split_arn(v.text);
    const bool provider =
        arn.complete() && arn.has_prefix() && (arn[Arn::resource].starts_with("saml-provider/") || arn[Arn::resource].starts_with("oidc-provider/"));
    const bool domain = v.text.find('.') != std::string::npos && v.text.find(' ') == std::string::npos && !arn.has_prefix();
    if (provider || domain) return;
    c.add("iam-federated-principal", v.range,
          "A federated principal is the ARN of a provider (arn:aws:iam::111122223333:oidc-provider/example.com, ...:saml-provider/name) or a domain such as "
          "cognito-identity.amazonaws.com",
          {"access-analyzer:INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY", "parliament:UNKNOWN_FEDERATION_SOURCE"});
  });
}

void allow_not_principal(Check& c) {
  if (c.on_identity() || c.policy.type == PolicyType::rcp) return;
  for (const Statement& s : c.policy.statements)
    if (s.allows() && s.not_principal.present)
      c.add("iam-allow-not-principal", s.not_principal.key_range,
            "Allow with NotPrincipal allows everybody else, even without signing in; list who is allowed under Principal");
}

void public_access(Check& c) {
  if (!c.type_is({PolicyType::resource, PolicyType::trust})) return;
  for (const Statement& s : c.policy.statements) {
    if (!s.allows() || !s.principal.everyone() || s.condition.present || s.conditional || !s.complete) continue;
    c.add("iam-public-access", s.principal.range,
          c.policy.type == PolicyType::trust ? "Anybody in any AWS account may assume this role; name who may, or add a Condition"
                                             : "Anybody may do this, in any account or none; if that is not meant, name who may or add a Condition");
  }
}

}  // namespace cribsheet::rules::iam
