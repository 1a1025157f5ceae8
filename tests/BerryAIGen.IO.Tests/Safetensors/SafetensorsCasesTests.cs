using BerryAIGen.IO.Safetensors;
using BerryAIGen.Testing;

namespace BerryAIGen.IO.Tests.Safetensors;

public sealed class SafetensorsCasesTests
{
    [Fact]
    public async Task Every_open_case_is_valid_or_breaks_the_rule_it_is_made_for()
    {
        var folder = OpenCases.Require("safetensors");
        var cases = OpenCases.List("safetensors");

        cases.ShouldNotBeEmpty();
        foreach (var one in cases)
        {
            var reading = await ReadAsync(Path.Combine(folder, one.Files[0]));
            (reading.Error?.Rule ?? "ok").ShouldBe(one.Text("result"), one.Id);
            TestContext.Current.TestOutputHelper!.WriteLine($"{one.Id}: {reading.Error?.Message}");
        }
    }

    [Fact]
    public async Task The_hash_that_a_trainer_embeds_is_read()
    {
        var folder = OpenCases.Require("hashes");
        var cases = OpenCases
            .List("hashes")
            .Where(one => one.Expected.TryGetProperty("autoV3Embedded", out _))
            .ToList();

        cases.ShouldNotBeEmpty();
        foreach (var one in cases)
        {
            var reading = await ReadAsync(Path.Combine(folder, one.Files[0]));
            reading.Header!.EmbeddedAutoV3.ShouldBe(one.Text("autoV3Embedded"), one.Id);
        }
    }

    private static Task<SafetensorsReading> ReadAsync(string path) =>
        SafetensorsReader.ReadAsync(path, TestContext.Current.CancellationToken);
}
