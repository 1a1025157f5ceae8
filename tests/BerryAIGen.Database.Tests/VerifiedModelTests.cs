using System.Globalization;
using System.Text.Json.Nodes;
using BerryAIGen.Testing;

namespace BerryAIGen.Database.Tests;

/// <summary>Which models count as verified: those whose bytes were compared with what their publisher said.</summary>
public sealed class VerifiedModelTests(PostgreSqlServer server)
{
    [Theory]
    [InlineData("sha256", "passed", 0, "verified")]
    [InlineData("autov2", null, 0, "verified")]
    [InlineData("none", "passed", 0, "unverified")]
    [InlineData("size", "passed", 0, "unverified")]
    [InlineData("sha256", "off by setting", 0, "unverified")]
    [InlineData("sha256", "passed", 60, "unverified")]
    [InlineData("sha256", "passed", 0, "unverified", "folder")]
    public async Task A_record_says_how_far_the_bytes_were_compared(
        string by,
        string? validation,
        int secondsLater,
        string expected,
        string source = "civitai"
    )
    {
        using var folder = await IndexedFolder.CreateAsync(DatabaseKind.Sqlite, server);
        var path = folder.AddLora("a.safetensors");
        var record = new JsonObject
        {
            ["schema_version"] = 1,
            ["source"] = source,
            ["file_modified_at"] = File.GetLastWriteTimeUtc(path).ToString("O", CultureInfo.InvariantCulture),
            ["size_bytes"] = new FileInfo(path).Length,
            ["verified_by"] = by,
            ["hashes"] = new JsonObject { ["sha256"] = IndexedFolder.Sha256(path) },
            ["validation"] = validation,
        };
        File.WriteAllText(path + ".civitai.json", record.ToJsonString());
        File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddSeconds(secondsLater));

        await folder.RunAsync();

        var metadata = JsonNode.Parse((await folder.RowAsync("a")).Metadata)!;
        metadata["verification"]!.ToString().ShouldBe(expected);
        metadata["verified_by"]?.ToString().ShouldBe(expected == "verified" ? by : null);
    }

    [Fact]
    public async Task A_file_that_nobody_knows_is_unverified_until_its_record_comes()
    {
        using var folder = await IndexedFolder.CreateAsync(DatabaseKind.Sqlite, server);
        var path = folder.AddLora("a.safetensors");
        await folder.RunAsync();
        JsonNode.Parse((await folder.RowAsync("a")).Metadata)!["verification"]!.ToString().ShouldBe("unverified");

        var record = new JsonObject
        {
            ["verified_by"] = "blake3",
            ["file_modified_at"] = File.GetLastWriteTimeUtc(path).ToString("O", CultureInfo.InvariantCulture),
            ["hashes"] = new JsonObject { ["sha256"] = IndexedFolder.Sha256(path) },
        };
        File.WriteAllText(path + ".civitai.json", record.ToJsonString());
        await folder.RunAsync();

        var metadata = JsonNode.Parse((await folder.RowAsync("a")).Metadata)!;
        (metadata["verification"]!.ToString(), metadata["verified_by"]!.ToString()).ShouldBe(("verified", "blake3"));
    }
}
