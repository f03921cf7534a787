#include "server/rule_editor.hpp"

#include "support/hub_rig.hpp"
#include "unit/channel/temp_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

namespace logbeam::server {
namespace {

using channel::content_of;
using channel::write_file;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// The machine's files, until they fail.
class FailingFiles final : public store::FileLayer {
public:
    Result<std::unique_ptr<store::AppendFile>> open_to_append(const std::string& path) override {
        return real_.open_to_append(path);
    }
    Result<void> replace(const std::string& path, std::string_view content) override {
        if (fails) return Error{ErrorCode::store_unavailable, "no space"};
        return real_.replace(path, content);
    }
    Result<void> remove(const std::string& path) override { return real_.remove(path); }
    Result<void> sync_folder(const std::string& path) override {
        synced.push_back(path);
        return real_.sync_folder(path);
    }
    std::uint64_t free_bytes(const std::string& folder) override { return real_.free_bytes(folder); }

    bool fails = false;
    std::vector<std::string> synced;

private:
    store::SystemFiles real_;
};

struct ARuleEditor : ::testing::Test, logbeam::test::HubRig {
    ARuleEditor() {
        write_file(file("two.yaml"), "rules:\n- {name: a, when: level:error}\n- {name: b, when: '*'}\n");
        write_file(file("one.yaml"), "# Ours.\nrules:\n  - name: alone\n    when: level:error\n");
        EXPECT_TRUE(alerting.reload());
    }
    [[nodiscard]] std::string file(const std::string& name) const { return folder / name; }
    [[nodiscard]] std::vector<std::string> at_work() const {
        std::vector<std::string> rules;
        for (const auto& judge : alerting.engine().judges())
            rules.push_back(judge->rule().name + " " + judge->rule().when.text);
        return rules;
    }
    std::string put(const std::string& name, const std::string& yaml) {
        const auto written = editor.put(name, yaml, {"alice", "10.0.0.1"});
        return written ? *written : written.error().detail;
    }
    std::string remove(const std::string& name) {
        const auto removed = editor.remove(name, {"alice", "10.0.0.1"});
        return removed ? *removed : removed.error().detail;
    }
    [[nodiscard]] http::RuleFiles::Text text(std::string_view name) const {
        return editor.text_of(http::judge_of(alerting.engine(), name)->rule());
    }

    const channel::TempFolder folder;
    std::vector<std::string> lines;
    Log log{{}, clock, [this](const std::string& line) { lines.push_back(line); }};
    FailingFiles files;
    Alerting alerting{{folder / "", "", {}}, history, clock, [] {}};
    int changes = 0;
    RuleEditor editor{alerting, RuleFolder{folder / "", files}, clock, log, [this] { ++changes; }};
};

TEST_F(ARuleEditor, WritesANewRuleIntoAFileOfItsOwnAndPutsItToWork) {
    EXPECT_EQ(put("new", "name: new\nwhen: level:info\n"), file("new.yaml"));

    EXPECT_EQ(content_of(file("new.yaml")), "rules:\n  - name: new\n    when: level:info\n");
    EXPECT_THAT(at_work(), ElementsAre("new level:info", "alone level:error", "a level:error", "b *"));
    EXPECT_THAT(files.synced, ElementsAre(folder / ""));
    EXPECT_EQ(changes, 1);
    EXPECT_THAT(lines, ElementsAre(AllOf(HasSubstr("a rule was written"), HasSubstr("rule=new"),
                                         HasSubstr("user=alice"), HasSubstr("address=10.0.0.1"))));
}

TEST_F(ARuleEditor, WritesARuleWhereItStandsAlone) {
    EXPECT_EQ(put("alone", "name: alone\nwhen: level:info\n"), file("one.yaml"));

    EXPECT_EQ(content_of(file("one.yaml")), "# Ours.\nrules:\n  - name: alone\n    when: level:info\n");
    EXPECT_THAT(at_work(), ElementsAre("alone level:info", "a level:error", "b *"));
}

TEST_F(ARuleEditor, GivesTheTextThatItTook) {
    put("new", "name: new  # why\nwhen: level:info");

    EXPECT_EQ(text("new").yaml, "name: new  # why\nwhen: level:info\n");
    EXPECT_EQ(text("new").why_not, "");
}

TEST_F(ARuleEditor, LeavesAloneWhatStandsWithOthers) {
    EXPECT_THAT(put("a", "name: a\nwhen: other\n"), HasSubstr("'a' does not stand alone in " + file("two.yaml")));
    EXPECT_THAT(remove("a"), HasSubstr("does not stand alone"));
    EXPECT_THAT(text("a").why_not, HasSubstr("does not stand alone"));
    EXPECT_THAT(lines, IsEmpty());
}

TEST_F(ARuleEditor, OverwritesNoFileThatItDoesNotKnow) {
    write_file(file("new.yaml"), "rules: []\n");

    EXPECT_THAT(put("new", "name: new\nwhen: level:info\n"), HasSubstr("is there already"));
    EXPECT_EQ(content_of(file("new.yaml")), "rules: []\n");
}

TEST_F(ARuleEditor, WritesNothingThatDoesNotGoTogetherWithTheRest) {
    const auto circle = put("new", "name: new\nkind: composite\nall_of: other\n");

    EXPECT_THAT(circle, HasSubstr("there is no rule 'other'"));
    EXPECT_FALSE(std::filesystem::exists(file("new.yaml")));
    EXPECT_THAT(at_work(), ElementsAre("alone level:error", "a level:error", "b *"));
}

TEST_F(ARuleEditor, WritesNothingThatIsNoRule) {
    EXPECT_EQ(put("new", "name: new\nwhen: level:info\nwihtin: 5m\n"), "unknown key 'wihtin' (yaml:3)");
    EXPECT_THAT(put("new", "name: old\nwhen: level:info\n"), HasSubstr("'old' is asked to be written as 'new'"));
    EXPECT_FALSE(std::filesystem::exists(file("new.yaml")));
}

TEST_F(ARuleEditor, RemovesARuleWithItsFile) {
    EXPECT_EQ(remove("alone"), file("one.yaml"));

    EXPECT_FALSE(std::filesystem::exists(file("one.yaml")));
    EXPECT_THAT(at_work(), ElementsAre("a level:error", "b *"));
    EXPECT_THAT(lines, ElementsAre(AllOf(HasSubstr("a rule was removed"), HasSubstr("user=alice"))));
}

TEST_F(ARuleEditor, RemovesNoRuleThatAnotherNames) {
    put("both", "name: both\nkind: composite\nall_of: [alone, a]\n");

    EXPECT_THAT(remove("alone"), HasSubstr("there is no rule 'alone'"));
    EXPECT_TRUE(std::filesystem::exists(file("one.yaml")));
    EXPECT_EQ(editor.remove("unknown", {}).error().code, ErrorCode::not_found);
}

TEST_F(ARuleEditor, LeavesAllAsItIsWhereTheDiskIsFull) {
    files.fails = true;

    EXPECT_EQ(put("alone", "name: alone\nwhen: level:info\n"), "no space");
    EXPECT_THAT(at_work(), ElementsAre("alone level:error", "a level:error", "b *"));
    EXPECT_THAT(lines, IsEmpty());
    EXPECT_EQ(changes, 0);
}

TEST_F(ARuleEditor, WritesNoRuleThatNamesANotifierWhichThereIsNot) {
    EXPECT_THAT(put("new", "name: new\nwhen: x\nnotify: nobody\n"), HasSubstr("there is no notifier 'nobody'"));
    EXPECT_FALSE(std::filesystem::exists(file("new.yaml")));
}

TEST_F(ARuleEditor, SaysWhatIsWrongWithTheFilesUntilTheyAreGood) {
    write_file(file("broken.yaml"), "rules: [{name: x, wen: y}]\n");
    EXPECT_FALSE(alerting.reload());
    EXPECT_THAT(editor.problem(), HasSubstr("broken.yaml:1"));
    EXPECT_THAT(put("new", "name: new\nwhen: level:info\n"), HasSubstr("broken.yaml:1"));

    std::filesystem::remove(file("broken.yaml"));
    put("new", "name: new\nwhen: level:info\n");
    EXPECT_EQ(editor.problem(), "");
}

TEST_F(ARuleEditor, WritesNothingWithoutADirectory) {
    Alerting one_file{{file("one.yaml"), "", {}}, history, clock, [] {}};
    RuleEditor of_file{one_file, RuleFolder{file("one.yaml"), files}, clock, log, [] {}};
    RuleEditor of_none{one_file, RuleFolder{"", files}, clock, log, [] {}};

    EXPECT_TRUE(editor.can_change());
    EXPECT_FALSE(of_file.can_change());
    EXPECT_EQ(of_file.put("new", "name: new\nwhen: x\n", {}).error().code, ErrorCode::forbidden);
    EXPECT_EQ(of_none.put("new", "name: new\nwhen: x\n", {}).error().code, ErrorCode::forbidden);
}

}  // namespace
}  // namespace logbeam::server
