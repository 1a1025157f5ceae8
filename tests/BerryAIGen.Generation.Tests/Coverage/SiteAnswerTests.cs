using System.Text.Json;
using BerryAIGen.Generation.Coverage;

namespace BerryAIGen.Generation.Tests.Coverage;

public sealed class SiteAnswerTests
{
    private static readonly string[] Files = ["Model"];

    [Theory]
    [InlineData("""["Image","RentCivit"]""", "Image,RentCivit")]
    [InlineData("\"Sell\"", "Sell")]
    [InlineData("\"{Image,Rent}\"", "Image,Rent")]
    [InlineData("[]", "")]
    [InlineData("null", null)]
    [InlineData("7", null)]
    public void Commercial_uses_are_read_in_all_shapes(string told, string? uses)
    {
        var facts = Read($$"""{ "allowCommercialUse": {{told}} }""", "{}");

        (facts.Uses is null ? null : string.Join(',', facts.Uses)).ShouldBe(uses);
    }

    [Fact]
    public void What_the_version_leaves_out_is_read_from_the_model()
    {
        var facts = Read(
            """
            {
              "name": "Ink", "poi": true, "minor": true, "nsfwLevel": 5, "tags": ["style", { "name": "ink" }, 3],
              "creator": { "username": "ann" },
              "modelVersions": [
                {
                  "id": 9, "name": "v1", "covered": true, "trainedWords": ["inky"], "earlyAccessDeadline": "2026-01-02T03:04:05",
                  "images": [{ "nsfwLevel": 8 }, { "url": "https://image.test/a.jpeg", "nsfwLevel": 4 }],
                  "settings": { "strength": 0.8, "maxStrength": 1.5 },
                  "files": [
                    { "type": "Training Data", "metadata": { "format": "Other" } },
                    {
                      "type": "Model", "sizeKB": 2, "metadata": { "format": "SafeTensor" }, "virusScanResult": "Success",
                      "pickleScanResult": "Danger", "hashes": { "SHA256": "AB", "CRC32": 4 }
                    }
                  ]
                }
              ]
            }
            """,
            """{ "id": 9, "usageControl": "Download" }"""
        );

        (facts.ModelName, facts.VersionName, facts.Creator, facts.NsfwLevel).ShouldBe(("Ink", "v1", "ann", 5));
        (facts.IsRealPerson, facts.IsMinor, facts.IsCovered, facts.UsageControl).ShouldBe(
            (true, true, true, "Download")
        );
        (facts.Picture, facts.PictureLevel).ShouldBe(("https://image.test/a.jpeg", 4));
        facts.Tags.ShouldBe(["style", "ink"]);
        facts.TrainedWords.ShouldBe(["inky"]);
        (facts.Strength, facts.MinStrength, facts.MaxStrength).ShouldBe((0.8m, null, 1.5m));
        facts.EarlyAccessUntil.ShouldBe(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        var file = facts.Files.ShouldHaveSingleItem();
        (file.Format, file.IsScanned, file.SizeBytes).ShouldBe(("SafeTensor", false, 2048));
        file.Hashes.ShouldBe(["AB"]);
    }

    [Theory]
    [InlineData("\"Archived\"", "{}", "Archived")]
    [InlineData("\"Petrified\"", "{}", "Petrified")]
    [InlineData("null", "{ \"model\": { \"mode\": \"TakenDown\" } }", "TakenDown")]
    [InlineData("7", "{}", null)]
    public void What_befell_a_model_is_an_open_word(string told, string version, string? modifier) =>
        Read($$"""{ "mode": {{told}} }""", version).Modifier.ShouldBe(modifier);

    [Theory]
    [InlineData("null", "null")]
    [InlineData("[]", "3")]
    [InlineData(
        """{ "modelVersions": {}, "tags": "x", "creator": 4 }""",
        """{ "id": "9", "files": 1, "images": {} }"""
    )]
    public void Odd_answers_say_nothing(string model, string version)
    {
        var facts = Read(model, version);

        facts.Files.ShouldBeEmpty();
        facts.Uses.ShouldBeNull();
        facts.Creator.ShouldBeNull();
    }

    private static SiteFacts Read(string model, string version) =>
        SiteAnswer.Read(JsonElement.Parse(model), JsonElement.Parse(version), Files);
}
