using System.Text.Json;
using BerryAIGen.IO.Gguf;
using BerryAIGen.Testing;

namespace BerryAIGen.IO.Tests.Gguf;

public sealed class GgufCasesTests
{
    [Fact]
    public void Every_open_file_is_valid_or_breaks_the_rule_it_is_made_for()
    {
        var folder = OpenCases.Require("gguf");
        var cases = OpenCases.List("gguf").Where(one => one.Files.Count > 0).ToList();

        cases.ShouldNotBeEmpty();
        foreach (var one in cases)
        {
            var reading = GgufReader.Read(Path.Combine(folder, one.Files[0]));
            (reading.Error?.Rule ?? "ok").ShouldBe(one.Text("reason") ?? "ok", one.Id);
            TestContext.Current.TestOutputHelper!.WriteLine($"{one.Id}: {reading.Error?.Message}");
            if (one.Expected.TryGetProperty("tensors", out var tensors))
            {
                reading.Header!.Tensors.Select(Row).ShouldBe(tensors.EnumerateArray().Select(Row), one.Id);
            }

            if (one.Expected.TryGetProperty("kvCount", out var count))
            {
                reading.Header!.KeyCount.ShouldBe(count.GetInt32(), one.Id);
            }
        }
    }

    [Fact]
    public void Every_open_name_is_taken_apart()
    {
        var cases = OpenCases.List("gguf").Where(one => one.Files.Count == 0).ToList();

        cases.ShouldNotBeEmpty();
        foreach (var one in cases)
        {
            var name = GgufName.TryParse(one.Text("name")!);
            if (one.Expected.TryGetProperty("all", out var all))
            {
                name!.Shard!.All.ShouldBe(all.EnumerateArray().Select(part => part.GetString()), one.Id);
                continue;
            }

            var parsed = one.Expected.GetProperty("parsed");
            if (parsed.ValueKind == JsonValueKind.Null)
            {
                name.ShouldBeNull(one.Id);
                continue;
            }

            Dictionary<string, string?> parts = new()
            {
                ["baseName"] = name!.BaseName,
                ["size"] = name.Size,
                ["fineTune"] = name.FineTune,
                ["version"] = name.Version,
                ["encoding"] = name.Encoding,
                ["type"] = name.Type,
                ["shard"] = name.Shard?.Part.ToString(),
                ["shards"] = name.Shard?.Count.ToString(),
            };
            parts
                .Where(part => part.Value is not null)
                .ToDictionary()
                .ShouldBe(
                    parsed.EnumerateObject().ToDictionary(part => part.Name, part => (string?)part.Value.ToString()),
                    ignoreOrder: true,
                    one.Id
                );
        }
    }

    private static string Row(GgufTensor tensor) =>
        $"{tensor.Name} {string.Join('x', tensor.Dimensions)} {tensor.Type.Name} {tensor.Offset} {tensor.SizeBytes}";

    private static string Row(JsonElement row) =>
        $"{row[0]} {string.Join('x', row[1].EnumerateArray())} {row[2]} {row[3]} {row[4]}";
}
