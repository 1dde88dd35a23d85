// Credentials by their shape. The samples are put together here, so that no tool that looks for real ones
// in this repository finds one.

#include "support/secret.h"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace lockstep {
namespace {

using namespace std::string_literals;

const std::string kRandom = "h8Kq2ZpX7vLw4RtYbN1sT6mD3fGcJ9uE5aQx";  // 36 characters

// "a GitHub token: ghp_..."
std::vector<std::string> found(std::string_view text) {
  std::vector<std::string> result;
  for (const Secret& secret : find_secrets(text))
    result.push_back(std::string(secret.what) + ": " +
                     std::string(text.substr(secret.span.begin, secret.span.size())));
  return result;
}

using Strings = std::vector<std::string>;

TEST(Secret, KeysByTheirPrefix) {
  for (const auto& [prefix, what] :
       {std::pair("ghp"s, "a GitHub token"s), {"sk_live"s, "a Stripe key"s}, {"npm"s, "an npm token"s}}) {
    const std::string key = prefix + "_" + kRandom;
    EXPECT_EQ(found("VALUES ('" + key + "');"), Strings{what + ": " + key});
    EXPECT_EQ(found("x" + key), Strings{}) << "in the middle of a word";
    EXPECT_EQ(found(prefix + "_" + "short"), Strings{});
  }
  EXPECT_EQ(found("AKIA4QGH7XTZ2LVRW3DN"), Strings{"an AWS access key: AKIA4QGH7XTZ2LVRW3DN"});
  EXPECT_EQ(found("AKIAIOSFODNN7EXAMPLE"), Strings{});
}

TEST(Secret, WebTokensHaveThreeParts) {
  const std::string head = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";
  const std::string token = head + ".eyJzdWIiOiIxMjM0NTY3ODkwIn0." + kRandom;
  EXPECT_EQ(found(token), Strings{"a JSON Web Token: " + token});
  EXPECT_EQ(found(head + "." + kRandom + "." + kRandom), Strings{});
  EXPECT_EQ(found(head), Strings{});
}

TEST(Secret, PrivateKeysAreOneRange) {
  const std::string dashes = "-----";
  const std::string begin = dashes + "BEGIN RSA PRIVATE KEY" + dashes + "\n";
  const std::string body = kRandom + "\n" + kRandom + "\n";
  EXPECT_EQ(found("'" + begin + body + dashes + "END RSA PRIVATE KEY" + dashes + "'"),
            Strings{"a private key: " + begin + body});
  EXPECT_EQ(found(dashes + "BEGIN PUBLIC KEY" + dashes + "\n" + body), Strings{});
}

TEST(Secret, PasswordsOfUrls) {
  EXPECT_EQ(found("url = \"postgresql://app:kaffee9@db.shop.io:5432/shop\""),
            Strings{"the password of a URL: kaffee9"});
  EXPECT_EQ(found("redis://:kaffee9@cache.shop.io"), Strings{"the password of a URL: kaffee9"});
  for (const std::string_view harmless :
       {"postgres://app@db.shop.io/shop", "postgres://app:app@db.shop.io/shop",
        "postgres://app:kaffee9@db:5432/shop", "postgres://app:${PASSWORD}@db.shop.io/shop",
        "postgres://app:kaffee9@127.0.0.1/shop", "postgres://USER:PASSWORD@db.shop.io/shop",
        "https://shop.io/a:b@c", "see https://shop.io:8080 or a@b.io"})
    EXPECT_EQ(found(harmless), Strings{}) << harmless;
}

TEST(Secret, ConnectionStrings) {
  EXPECT_EQ(found("'host=db.shop.io password=kaffee9 dbname=shop'"),
            Strings{"the password of a connection string: kaffee9"});
  EXPECT_EQ(found("SET password=kaffee9"), Strings{});
  EXPECT_EQ(found("host=x password=$1"), Strings{});
}

TEST(Secret, TokensOfFurtherIssuers) {
  const std::string hex = "9f86d081884c7d659a2feaa0c55ad015";
  const std::string bot = "123456789:AA" + kRandom.substr(0, 33);
  const std::string webhook = "hooks.slack.com/services/T012AB3CD/B012AB3CD/"s + kRandom.substr(0, 24);
  const std::string age = "AGE-SECRET-KEY-1" + std::string(58, 'Q');
  for (const auto& [token, what] : {std::pair(webhook, "a Slack webhook"s),
                                    {age, "an age key"s},
                                    {bot, "a Telegram bot's token"s},
                                    {"sk-" + kRandom + "T3BlbkFJ", "an OpenAI key"s},
                                    {"shpat_" + hex, "a Shopify token"s},
                                    {"sbp_" + hex + "9f86d081", "a Supabase token"s},
                                    {"lin_api_" + kRandom, "a Linear key"s},
                                    {"dp.pt." + kRandom + kRandom, "a Doppler token"s},
                                    {"vercel_blob_rw_" + kRandom, "a Vercel Blob token"s},
                                    {"key-" + hex, "a Mailgun key"s},
                                    {"SK" + hex, "a Twilio key"s}})
    EXPECT_EQ(found("VALUES ('" + token + "');"), Strings{what + ": " + token});
  EXPECT_EQ(found("bot" + bot + "/getMe"), Strings{"a Telegram bot's token: " + bot});
  EXPECT_EQ(found("next=%3Ftoken%3Dghp_" + kRandom), Strings{"a GitHub token: ghp_" + kRandom});
  for (const std::string& harmless :
       {"cache-key-" + hex, "RISK" + hex, "SK" + hex + "0", "sk-" + kRandom + kRandom, "12:34:56"s,
        "hooks.slack.com/services/T00000000/B00000000/"s + std::string(24, 'X')})
    EXPECT_EQ(found(harmless), Strings{}) << harmless;
}

TEST(Secret, KeysOfAzure) {
  const std::string key = kRandom + kRandom + "+1234567890/A==";
  EXPECT_EQ(found("AccountName=shop;AccountKey=" + key + ";"), Strings{"an Azure key: " + key});
  EXPECT_EQ(found("AccountName=devstoreaccount1;AccountKey=" + key + ";"), Strings{}) << "of the emulator";
}

TEST(Secret, AreMaskedInProse) {
  EXPECT_EQ(without_secrets("as of ghp_" + kRandom + ", API_KEY=" + kRandom),
            "as of " + std::string(40, '*') + ", API_KEY=" + std::string(36, '*'));
  EXPECT_EQ(without_secrets("no release reads it"), "no release reads it");
}

TEST(Secret, NamesOfColumns) {
  for (const std::string_view name :
       {"password", "apiKey", "api_key", "client_secret", "accessToken", "PASSWD"})
    EXPECT_TRUE(names_secret(name)) << name;
  for (const std::string_view name : {"passwordHash", "token_id", "secretary", "tokens", "key"})
    EXPECT_FALSE(names_secret(name)) << name;
}

TEST(Secret, ValuesOfColumns) {
  EXPECT_TRUE(is_secret_value("api_key", kRandom));
  EXPECT_TRUE(is_secret_value("token", "9f86d081884c7d659a2feaa0c55ad015"));
  EXPECT_TRUE(is_secret_value("password", "Kaffee9Tassen"));
  for (const std::string_view value :
       {"", "none", "GOOGLE", "5f3a9c1e-7c43-4be1-8f0a-1f9d5a3c7e11", "cjld2cjxh0000qzrmn831i7rn",
        "your-token-goes-here-1", "data:image/png;base64,iVBORw0KGgo1",
        "$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy", "token1token1token1"})
    EXPECT_FALSE(is_secret_value("token", value)) << value;
  EXPECT_FALSE(is_secret_value("password", "9f86d081884c7d659a2feaa0c55ad015")) << "a hash";
  EXPECT_FALSE(is_secret_value("name", kRandom));
}

TEST(Secret, PasswordsOfRoles) {
  EXPECT_TRUE(is_plain_password("kaffee"));
  EXPECT_FALSE(is_plain_password("md53175bce1d3201d16594cebf9d7eb3f9d"));
  EXPECT_FALSE(is_plain_password("SCRAM-SHA-256$4096:c2FsdA==$a:b"));
  EXPECT_FALSE(is_plain_password("${PASSWORD}"));
}

}  // namespace
}  // namespace lockstep
