#include "channel/spool_file.hpp"

#include "unit/channel/spool_life.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <filesystem>
#include <string>
#include <vector>

namespace logbeam::channel {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TEST_F(SpoolFileTest, HasNothingToRecoverAtTheFirstStart) {
    EXPECT_THAT(start().recovered, IsEmpty());
    EXPECT_THAT(reports.errors, IsEmpty());
}

TEST_F(SpoolFileTest, RecoversWhatACrashLeft) {
    leave({{.first = 1, .events = 2}, {.first = 3, .events = 1}});

    const Life next = start();

    ASSERT_THAT(firsts(next.recovered), ElementsAre(1, 3));
    const Batch& batch = *next.recovered.front();
    EXPECT_EQ(batch.publisher, "me");
    EXPECT_EQ(batch.last, 2U);
    EXPECT_EQ(batch.events, 2U);
    EXPECT_TRUE(batch.recovered);
    EXPECT_TRUE(wire::decode_batch(batch.bytes).value().recovered);
}

TEST_F(SpoolFileTest, RecoversHoles) {
    const wire::Hole hole{2, 3, DropReason::filtered, levels(Level::debug, 3)};
    leave({{.first = 1, .events = 1, .holes = {hole}}});

    const Life next = start();

    ASSERT_EQ(next.recovered.size(), 1U);
    EXPECT_THAT(holes_of(*next.recovered.front()), ElementsAre(hole));
}

TEST_F(SpoolFileTest, DoesNotRecoverWhatWasAcknowledged) {
    {
        Life run = start();
        run.spool.append(make_batch({.first = 1}));
        run.spool.append(make_batch({.first = 2}));
        run.spool.acknowledge({"me", 1});
    }

    EXPECT_THAT(firsts(start().recovered), ElementsAre(2));
}

TEST_F(SpoolFileTest, RecoversNothingWhenAllWasAcknowledged) {
    {
        Life run = start();
        run.spool.append(make_batch({.first = 1}));
        run.spool.acknowledge({"me", 1});
    }

    EXPECT_THAT(start().recovered, IsEmpty());
}

TEST_F(SpoolFileTest, RecoversAgainWhatWasNotDeliveredAfterTheFirstCrash) {
    leave({{.first = 1}});
    leave({{.first = 1, .publisher = "second"}});

    const Life third = start();

    ASSERT_EQ(third.recovered.size(), 2U);
    EXPECT_EQ(third.recovered[0]->publisher, "me");
    EXPECT_EQ(third.recovered[1]->publisher, "second");
}

TEST_F(SpoolFileTest, ForgetsWhatWasRecoveredOnceItIsAcknowledged) {
    leave({{.first = 1}, {.first = 2}});
    {
        Life second = start();
        second.spool.acknowledge({"me", 2});
    }

    EXPECT_THAT(start().recovered, IsEmpty());
}

TEST_F(SpoolFileTest, DoesNotWriteWhatWasRecoveredTwice) {
    leave({{.first = 1, .data_bytes = 1000}});
    const auto before = std::filesystem::file_size(path);

    leave({});

    EXPECT_EQ(std::filesystem::file_size(path), before);
}

TEST_F(SpoolFileTest, RecoversAllBeforeATornTailAndSaysSo) {
    leave({{.first = 1}, {.first = 2}});
    std::filesystem::resize_file(path, std::filesystem::file_size(path) - 3);

    const Life next = start();

    EXPECT_THAT(firsts(next.recovered), ElementsAre(1));
    ASSERT_THAT(reports.codes(), ElementsAre(ErrorCode::spool_damaged));
    EXPECT_THAT(reports.last(), HasSubstr(path));
}

TEST_F(SpoolFileTest, RecoversAllBeforeADamagedBatchAndSaysSo) {
    leave({{.first = 1}, {.first = 2, .data_bytes = 1000}, {.first = 3}});
    std::string content = content_of(path);
    content[content.size() / 2] ^= 1;
    write_file(path, content);

    const Life next = start();

    EXPECT_THAT(firsts(next.recovered), ElementsAre(1));
    EXPECT_THAT(reports.codes(), ElementsAre(ErrorCode::spool_damaged));
}

TEST_F(SpoolFileTest, TakesNoDamageFromEveryPossibleTear) {
    leave({{.first = 1}, {.first = 2}});
    const std::string whole = content_of(path);

    for (std::size_t size = 0; size < whole.size(); ++size) {
        write_file(path, whole.substr(0, size));
        EXPECT_LT(start().recovered.size(), 2U) << "cut to " << size << " bytes";
    }
}

TEST_F(SpoolFileTest, KeepsAFileOfAnotherFormatAside) {
    write_file(path, "my diary, not a spool\n");

    const Life run = start();

    EXPECT_THAT(run.recovered, IsEmpty());
    ASSERT_THAT(reports.codes(), ElementsAre(ErrorCode::spool_damaged));
    EXPECT_THAT(reports.last(), HasSubstr("is not a spool file of this version"));
    EXPECT_EQ(content_of(path + ".unknown"), "my diary, not a spool\n");
}

TEST_F(SpoolFileTest, WorksAfterAFileOfAnotherFormat) {
    write_file(path, "my diary, not a spool\n");
    leave({{.first = 1}});

    EXPECT_THAT(firsts(start().recovered), ElementsAre(1));
}

TEST_F(SpoolFileTest, GivesASecondRunningProgramASibling) {
    Life first = start();
    Life second = start();

    first.spool.append(make_batch({.publisher = "first"}));
    second.spool.append(make_batch({.publisher = "second"}));

    EXPECT_THAT(content_of(path), HasSubstr("first"));
    EXPECT_THAT(content_of(path), Not(HasSubstr("second")));
    EXPECT_THAT(content_of(path + ".1"), HasSubstr("second"));
}

TEST_F(SpoolFileTest, AdoptsTheSiblingsOfDeadPrograms) {
    {
        Life first = start();
        Life second = start();
        first.spool.append(make_batch({.publisher = "first"}));
        second.spool.append(make_batch({.publisher = "second"}));
    }

    const Life next = start();

    ASSERT_EQ(next.recovered.size(), 2U);
    EXPECT_EQ(next.recovered[0]->publisher, "first");
    EXPECT_EQ(next.recovered[1]->publisher, "second");
    EXPECT_FALSE(std::filesystem::exists(path + ".1"));
}

TEST_F(SpoolFileTest, LeavesTheSiblingsOfRunningProgramsAlone) {
    auto first = std::make_unique<Life>(path, reports);
    Life second = start();
    second.spool.append(make_batch({.publisher = "second"}));
    first.reset();

    const Life third = start();

    EXPECT_THAT(third.recovered, IsEmpty());
    EXPECT_THAT(content_of(path + ".1"), HasSubstr("second"));
}

TEST_F(SpoolFileTest, RefusesMoreProgramsThanThereAreSiblingsWithAClearLine) {
    std::deque<SpoolFile> running;
    for (int count = 0; count < SpoolFile::max_siblings; ++count) {
        running.emplace_back(path, reports.reporter);
    }

    try {
        const SpoolFile one_too_many{path, reports.reporter};
        FAIL() << "it was taken";
    } catch (const Failure& failure) {
        EXPECT_EQ(failure.error().code, ErrorCode::spool_unavailable);
        EXPECT_THAT(failure.error().detail, HasSubstr("in use by running processes"));
    }
}

TEST_F(SpoolFileTest, RefusesAPathThatCannotBeWrittenWithOneClearLine) {
    const std::string nowhere = folder / "no-such-folder/spool";

    try {
        const SpoolFile file{nowhere, reports.reporter};
        FAIL() << "it was taken";
    } catch (const Failure& failure) {
        EXPECT_EQ(failure.error().code, ErrorCode::spool_unavailable);
        EXPECT_EQ(failure.error().detail, "cannot open the spool file '" + nowhere + "': No such file or directory");
    }
}

TEST_F(SpoolFileTest, IsEmptiedWhenNothingWaitsAnyMore) {
    Life run = start();
    const auto empty = std::filesystem::file_size(path);
    run.spool.append(make_batch({.data_bytes = 10'000}));

    run.spool.acknowledge({"me", 1});

    EXPECT_EQ(std::filesystem::file_size(path), empty);
}

TEST_F(SpoolFileTest, IsWrittenAnewWhenMostOfItIsOld) {
    Life run = start();
    for (std::uint64_t counter = 1; counter <= 8; ++counter) {
        run.spool.append(make_batch({.first = counter, .data_bytes = 1 << 20}));
    }

    run.spool.acknowledge({"me", 7});

    EXPECT_LT(std::filesystem::file_size(path), 2U << 20);
    EXPECT_FALSE(std::filesystem::exists(path + ".new"));
}

TEST_F(SpoolFileTest, StillRecoversAfterItWasWrittenAnew) {
    {
        Life run = start();
        for (std::uint64_t counter = 1; counter <= 8; ++counter) {
            run.spool.append(make_batch({.first = counter, .data_bytes = 1 << 20}));
        }
        run.spool.acknowledge({"me", 7});
        run.spool.append(make_batch({.first = 9}));
    }

    EXPECT_THAT(firsts(start().recovered), ElementsAre(8, 9));
}

TEST_F(SpoolFileTest, StaysLockedAfterItWasWrittenAnew) {
    Life run = start();
    for (std::uint64_t counter = 1; counter <= 8; ++counter) {
        run.spool.append(make_batch({.first = counter, .data_bytes = 1 << 20}));
    }
    run.spool.acknowledge({"me", 7});

    EXPECT_THAT(start().recovered, IsEmpty());
}

TEST_F(SpoolFileTest, RecoversTheHoleThatAGivenUpBatchLeftOnceItIsWrittenAnew) {
    {
        Life run = start();
        for (std::uint64_t counter = 1; counter <= 8; ++counter) {
            run.spool.append(make_batch({.first = counter, .data_bytes = 1 << 20}));
        }
        for (int count = 0; count < 7; ++count) {
            run.spool.drop_oldest();
        }
    }

    const Life next = start();

    const Batch& oldest = *next.recovered.front();
    EXPECT_EQ(oldest.events, 0U);
    EXPECT_THAT(holes_of(oldest),
                ElementsAre(wire::Hole{1, oldest.last, DropReason::spool_full, levels(Level::info, oldest.last)}));
}

}  // namespace
}  // namespace logbeam::channel
