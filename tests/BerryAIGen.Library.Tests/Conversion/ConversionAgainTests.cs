using System.Text.Json.Nodes;
using BerryAIGen.Library.Records;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Conversion;

/// <summary>A conversion whose file is there already.</summary>
public sealed class ConversionAgainTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Source() =>
        TensorSample.Write(_folder, "dup.safetensors", ("w", "F32", [2], TensorSample.F32(1, 2)));

    private static JsonObject Record(string path) =>
        JsonNode.Parse(File.ReadAllText($"{path}.civitai.json"))!.AsObject();

    private static Task<Library.Conversion.ConvertedFile> ToHalfAsync(string source) =>
        TensorSample.ConvertAsync(source, request => request with { Precision = "fp16" });

    [Fact]
    public async Task The_record_of_a_file_that_was_there_stays_and_gets_only_what_it_lacks()
    {
        var source = Source();
        _folder.Write(
            "dup.safetensors.civitai.json",
            """{"model_id": 5, "version_id": 6, "trigger_words": ["theirs"], "base_model": "SD 1.5"}"""u8
        );
        var first = await ToHalfAsync(source);
        var hash = first.Sha256;
        _folder.Write(
            "dup-fp16.safetensors.civitai.json",
            System.Text.Encoding.UTF8.GetBytes(
                $$"""{"source": "civitai", "model_id": 77, "version_id": 78, "trigger_words": ["mine"], "hashes": {"sha256": "{{hash}}"} }"""
            )
        );

        var again = await ToHalfAsync(source);

        again.WasThere.ShouldBeTrue();
        again.Messages.ShouldBeEmpty();
        var record = Record(again.Path);
        record["source"]!.GetValue<string>().ShouldBe("civitai");
        record["model_id"]!.GetValue<int>().ShouldBe(77);
        record["trigger_words"]!.AsArray().ShouldHaveSingleItem()!.GetValue<string>().ShouldBe("mine");
        record["converted_from"]!["file_name"]!.GetValue<string>().ShouldBe("dup.safetensors");
        // Another model's words do not mix with this one's.
        record["base_model"].ShouldBeNull();
    }

    [Fact]
    public async Task Words_that_a_person_edited_in_a_conversion_s_own_record_stay()
    {
        var source = Source();
        _folder.Write("dup.safetensors.civitai.json", """{"model_id": 5, "trigger_words": ["theirs"]}"""u8);
        var first = await ToHalfAsync(source);
        var edited = Record(first.Path);
        edited["trigger_words"] = new JsonArray("mine");
        edited.Remove("model_id");
        var before = edited["converted_at"]!.GetValue<string>();
        await File.WriteAllTextAsync(first.Sidecar!, edited.ToJsonString(), TestContext.Current.CancellationToken);

        await ToHalfAsync(source);

        var record = Record(first.Path);
        record["trigger_words"]!.AsArray().ShouldHaveSingleItem()!.GetValue<string>().ShouldBe("mine");
        record["model_id"]!.GetValue<int>().ShouldBe(5);
        record["converted_at"]!.GetValue<string>().ShouldBe(before);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("""{"source": "civitai", "model_id": 77, "hashes": {"sha256": "00"}}""")]
    public async Task A_record_that_cannot_be_read_or_tells_of_other_bytes_stays_and_is_told(string text)
    {
        var source = Source();
        var first = await ToHalfAsync(source);
        await File.WriteAllTextAsync(first.Sidecar!, text, TestContext.Current.CancellationToken);

        var again = await ToHalfAsync(source);

        again.Messages.ShouldHaveSingleItem().ShouldContain("civitai.json");
        (await File.ReadAllTextAsync(first.Sidecar!, TestContext.Current.CancellationToken)).ShouldBe(text);
        Directory.GetFiles(_folder.Path).Length.ShouldBe(3);
    }

    [Fact]
    public async Task The_journal_keeps_where_a_file_that_was_there_came_from()
    {
        var root = RecordRoot.Open(_folder.Path, TimeProvider.System);
        var source = Source();
        await ToHalfAsync(source);
        var facts = root.Journal.Read().Facts.Count;

        await ToHalfAsync(source);

        root.Journal.Read().Facts.Count.ShouldBe(facts);
        RootRecord.Read(root).Find("dup-fp16.safetensors").ShouldNotBeNull();
    }

    [Fact]
    public async Task The_word_of_a_precision_is_used_without_its_blanks()
    {
        var file = await TensorSample.ConvertAsync(Source(), request => request with { Precision = " FP16" });

        Path.GetFileName(file.Path).ShouldBe("dup-fp16.safetensors");
        Record(file.Path)["precision"]!.GetValue<string>().ShouldBe("fp16");
    }
}
