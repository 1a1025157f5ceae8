using System.Text.Json;
using BerryAIGen.Civitai;
using BerryAIGen.Library.Sources.Civitai;

namespace BerryAIGen.Library.Tests.Sources;

public sealed class CivitaiRefusalsTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("""{ "permanent": false, "endsAt": "2026-05-04T10:00:00.000Z" }""", true)]
    [InlineData("""{ "permanent": false, "endsAt": "2026-04-04T10:00:00.000Z" }""", false)]
    [InlineData("""{ "permanent": false, "endsAt": null }""", false)]
    [InlineData("""{ "endsAt": "soon" }""", false)]
    [InlineData("[]", false)]
    [InlineData("null", false)]
    public void The_end_of_paid_access_is_the_end_of_early_access(string terms, bool isRefused)
    {
        using var paid = JsonDocument.Parse(terms);
        var version = OfferedVersion.From(
            new Model { Id = 1, Name = "M" },
            new ModelVersion
            {
                Id = 2,
                Name = "v",
                PaidAccess = paid.RootElement,
            }
        );

        var refusal = CivitaiRefusals.Find(version, key: null, Now);

        (refusal?.Code == FailureCode.Policy).ShouldBe(isRefused);
        if (isRefused)
            refusal!.Details["deadline"].ShouldStartWith("2026-05-04T10:00");
    }
}
