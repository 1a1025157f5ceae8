using BerryAIGen.Testing;

namespace BerryAIGen.Generation.Tests.Catalogue;

/// <summary>Tables that are not beside the cases leave no test out unseen.</summary>
public sealed class MissingFactTests
{
    [Fact]
    public void A_table_that_is_missing_fails_where_changes_are_judged_and_skips_by_its_name_at_home()
    {
        using var folder = new TemporaryFolder();
        var category = folder.Combine("cases", "generator");
        Directory.CreateDirectory(category);

        Should
            .Throw<Xunit.Sdk.FailException>(() => OpenCases.RequireFacts(category, "engines.json", isJudged: true))
            .Message.ShouldContain("The table engines.json is not beside the open cases");
        Should
            .Throw<Exception>(() => OpenCases.RequireFacts(category, "engines.json", isJudged: false))
            .Message.ShouldStartWith("$XunitDynamicSkip$The table engines.json");

        Directory.CreateDirectory(folder.Combine("facts"));
        File.WriteAllText(folder.Combine("facts", "engines.json"), "{}");
        OpenCases
            .RequireFacts(category, "engines.json", isJudged: true)
            .ShouldBe(folder.Combine("facts", "engines.json"));
    }
}
