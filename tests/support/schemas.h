// Holds texts against the schemas of fixtures/schemas and schemas/, with the validators of the
// distribution (scripts/setup.sh --dev). Where one is not installed the answer says so, once on the
// terminal, and with CI=true that is a complaint.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cordon::support {

// What is wrong with a JSON text, by a file of fixtures/schemas or, with its folder, of the
// repository; empty when it is valid.
std::string json_schema_complaint(std::string_view schema, const std::string& json);

// The same of many texts, for the cost of one.
std::vector<std::string> json_schema_complaints(std::string_view schema,
                                                const std::vector<std::string>& texts);

// The same of an XML text and an XSD.
std::string xml_schema_complaint(std::string_view schema, const std::string& xml);

// What makes a text no well-formed XML; empty when it is.
std::string xml_complaint(const std::string& xml);

// Whether the validators are there; else the two above see nothing.
bool has_json_validator();
bool has_xml_validator();

}  // namespace cordon::support
