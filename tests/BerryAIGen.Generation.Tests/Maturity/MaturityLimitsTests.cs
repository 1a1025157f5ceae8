using System.Text.Json.Nodes;
using BerryAIGen.Generation.Maturity;
using BerryAIGen.Library;

namespace BerryAIGen.Generation.Tests.Maturity;

/// <summary>What one asks for and sees at most.</summary>
public sealed class MaturityLimitsTests
{
    [Theory]
    [InlineData("pg", null, "show")]
    [InlineData("PG13", null, "show")]
    [InlineData("r", null, "blur")]
    [InlineData("xxx", null, "blur")]
    // What nobody rated, and words that nobody knows.
    [InlineData(null, null, "blur")]
    [InlineData("na", null, "blur")]
    [InlineData("pg", "requiresUpgrade", "hide")]
    public void A_result_above_the_browsing_limit_is_blurred_and_a_withheld_one_hidden(
        string? level,
        string? blocked,
        string display
    ) => new MaturityLimits().DisplayOf(level, blocked).ShouldBe(display);

    [Theory]
    [InlineData("xxx", false, null, null)]
    [InlineData("x", false, "x", null)]
    [InlineData("pg13", false, "pg13", false)]
    [InlineData("pg", true, "pg", false)]
    [InlineData("xxx", true, "pg13", false)]
    public void The_request_limit_and_a_private_model_stand_in_the_workflow(
        string limit,
        bool isPrivate,
        string? level,
        bool? allows
    )
    {
        var body = new JsonObject();

        new MaturityLimits { Request = limit }.ApplyTo(body, isPrivate);

        (body["nsfwLevel"]?.ToString(), body["allowMatureContent"]?.GetValue<bool>()).ShouldBe((level, allows));
    }

    [Fact]
    public void A_word_that_is_no_level_is_named() =>
        Should
            .Throw<LibraryException>(() => new MaturityLimits { Browsing = "naughty" }.Checked())
            .Message.ShouldContain("browsing_limit");
}
