// Attributes that hang together by variables of policies: `"aws:ResourceTag/team":
// "${aws:PrincipalTag/team}"`. In general that is undecidable; what is done here is sound either
// way. Values are tried that fit each attribute by itself; a positive link with the variable
// replaced by `*` shows what can't be; an attribute that has to equal another is searched for
// together with it. The rest is said to be open.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/prove/atoms.h"
#include "engine/prove/text_search.h"

namespace cordon::prove {

struct LinkProblem {
  struct Wanted {
    const Atom* atom = nullptr;
    bool holds = true;
  };
  std::vector<Wanted> links;
  std::vector<std::vector<Test>> variables;  // by VariableId: what the value has to pass
};

struct LinkAnswer {
  Found found = Found::kOpen;
  std::map<VariableId, std::string> values;  // kYes
  std::vector<std::size_t> links;            // kNo: these can't be as wanted, given the tests of
  std::vector<VariableId> variables;         // these variables
  std::string cause;                         // kOpen
};

[[nodiscard]] LinkAnswer solve_links(const Atoms& atoms, const LinkProblem& problem,
                                     Budget& budget);

}  // namespace cordon::prove
