using System.Security.Cryptography;
using System.Text.Json.Nodes;
using BerryAIGen.IO.Safetensors;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Conversion;
using BerryAIGen.Library.Identification;
using BerryAIGen.Library.Records;
using BerryAIGen.Library.Safety;
using BerryAIGen.Testing;
using BerryAIGen.Testing.Pickles;

namespace BerryAIGen.Library.Tests.Conversion;

public sealed class ModelConverterTests : IDisposable
{
    private static readonly byte[] Floats = [.. new[] { 1f, -2.5f, 0.1f, 70000f }.SelectMany(BitConverter.GetBytes)];
    private static readonly byte[] Wholes = [.. new[] { 1L, -1L }.SelectMany(BitConverter.GetBytes)];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static Task<ConvertedFile> ConvertAsync(
        string path,
        Func<ConversionRequest, ConversionRequest>? with = null
    ) =>
        new ModelConverter(FileScanner.Create(new LibraryOptions()), TimeProvider.System).ConvertAsync(
            (with ?? (request => request))(new ConversionRequest(path)),
            null,
            TestContext.Current.CancellationToken
        );

    private string Checkpoint(string name = "model.ckpt") =>
        _folder.Write(
            name,
            TorchFile.Zip(
                [
                    new TorchTensor("a.weight", "FloatStorage", "0", [2, 2], Strides: [1, 2]),
                    new TorchTensor("tied", "FloatStorage", "0", [2, 2], Strides: [1, 2]),
                    new TorchTensor("model_ema.aweight", "FloatStorage", "0", [4]),
                    new TorchTensor("steps", "LongStorage", "1", [2]),
                ],
                [("0", "FloatStorage", Floats), ("1", "LongStorage", Wholes)]
            )
        );

    private static async Task<(SafetensorsHeader Header, Dictionary<string, byte[]> Values)> ReadAsync(string path)
    {
        var reading = await SafetensorsReader.ReadAsync(path, TestContext.Current.CancellationToken);
        var header = reading.Header.ShouldNotBeNull(reading.Error?.Message);
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        var start = (int)(8 + header.HeaderBytes);
        return (
            header,
            header.Tensors.ToDictionary(t => t.Name, t => bytes[(start + (int)t.Begin)..(start + (int)t.End)])
        );
    }

    private static byte[] Floats32(params float[] values) => [.. values.SelectMany(BitConverter.GetBytes)];

    [Fact]
    public async Task A_checkpoint_becomes_a_valid_safetensors_beside_it_and_stays_as_it_was()
    {
        var source = Checkpoint();
        var before = await File.ReadAllBytesAsync(source, TestContext.Current.CancellationToken);

        var file = await ConvertAsync(source);

        file.Path.ShouldBe(Path.ChangeExtension(source, ".safetensors"));
        file.SourceSha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(before)));
        var (header, values) = await ReadAsync(file.Path);
        values["a.weight"].ShouldBe(Floats32(1f, 0.1f, -2.5f, 70000f));
        values["tied"].ShouldBe(values["a.weight"]);
        values["model_ema.aweight"].ShouldBe(Floats);
        values["steps"].ShouldBe(Wholes);
        header.Metadata["format"].ShouldBe("pt");
        (await File.ReadAllBytesAsync(source, TestContext.Current.CancellationToken)).ShouldBe(before);
        Directory.GetFiles(_folder.Path).ShouldAllBe(path => !path.EndsWith(".part", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("fp16", "F16", 2)]
    [InlineData("bf16", "BF16", 2)]
    [InlineData("fp8_e4m3fn", "F8_E4M3", 1)]
    [InlineData("fp32", "F32", 4)]
    public async Task The_precision_of_weights_changes_and_integers_stay(string word, string dtype, int bytes)
    {
        var file = await ConvertAsync(Checkpoint(), request => request with { Precision = word });

        Path.GetFileName(file.Path).ShouldBe($"model-{word}.safetensors");
        var (header, values) = await ReadAsync(file.Path);
        header.Tensors.Single(tensor => tensor.Name == "a.weight").Dtype.ShouldBe(dtype);
        values["a.weight"].Length.ShouldBe(4 * bytes);
        header.Tensors.Single(tensor => tensor.Name == "steps").Dtype.ShouldBe("I64");
        values["steps"].ShouldBe(Wholes);
    }

    [Fact]
    public async Task Pruned_of_averages_and_second_names_it_says_what_stands_for_what()
    {
        var file = await ConvertAsync(Checkpoint(), request => request with { Prunes = true });

        var (header, values) = await ReadAsync(file.Path);
        values.Keys.ShouldBe(["a.weight", "steps"], ignoreOrder: true);
        header.Metadata["tied"].ShouldBe("a.weight");
        file.LeftOut.ShouldBe(["tied", "model_ema.aweight"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_safetensors_changes_its_precision_and_keeps_its_texts()
    {
        var wide = await ConvertAsync(Checkpoint());
        var half = await ConvertAsync(wide.Path, request => request with { Precision = "fp16" });
        var back = await ConvertAsync(half.Path, request => request with { Precision = "fp32" });

        var (header, values) = await ReadAsync(back.Path);
        header.Metadata["format"].ShouldBe("pt");
        values["a.weight"].ShouldBe(Floats32(1f, (float)(Half)0.1f, -2.5f, float.PositiveInfinity));
    }

    [Fact]
    public async Task The_journal_of_a_recorded_root_gets_the_new_file_and_no_root_is_made()
    {
        var root = RecordRoot.Open(_folder.Combine("models"), TimeProvider.System);
        var inside = await ConvertAsync(Checkpoint("models/in.ckpt"));
        var outside = await ConvertAsync(Checkpoint("out.ckpt"));

        var known = RootRecord.Read(root).Files.ShouldHaveSingleItem().Value;
        known.Path.ShouldBe("in.safetensors");
        known.Hashes!.Sha256.ShouldBe(inside.Sha256);
        inside.Messages.ShouldBeEmpty();
        outside.Messages.ShouldBeEmpty();
        RecordRoot.Exists(_folder.Path).ShouldBeFalse();
    }

    [Fact]
    public async Task The_record_names_the_original_and_keeps_what_is_known_of_the_model()
    {
        var source = Checkpoint();
        _folder.Write(
            "model.ckpt.civitai.json",
            """{"model_id": 7, "file_id": 9, "base_model": "SD 1.5", "hashes": {"sha256": "ab"}}"""u8
        );

        var file = await ConvertAsync(source, request => request with { Precision = "bf16" });

        var record = JsonNode.Parse(await File.ReadAllTextAsync(file.Sidecar!, TestContext.Current.CancellationToken))!;
        record["converted_from"]!["sha256"]!.GetValue<string>().ShouldBe(file.SourceSha256);
        record["converted_from"]!["file_name"]!.GetValue<string>().ShouldBe("model.ckpt");
        record["hashes"]!["sha256"]!.GetValue<string>().ShouldBe(file.Sha256);
        record["precision"]!.GetValue<string>().ShouldBe("bf16");
        record["model_id"]!.GetValue<int>().ShouldBe(7);
        record["base_model"]!.GetValue<string>().ShouldBe("SD 1.5");
        record["file_id"].ShouldBeNull();
    }

    [Fact]
    public async Task What_a_person_and_the_header_said_of_the_original_holds_for_the_new_file()
    {
        var source = Checkpoint();
        _folder.Write(
            "model.ckpt.civitai.json",
            """{"model_id": 7, "identified": {"type": "checkpoint", "base": "sd1"}, "user": {"type": "lora", "base": "sdxl", "rating": 5}}"""u8
        );

        var file = await ConvertAsync(source);

        FileInspectorOf(file.Path).ShouldBe(("lora", "sdxl"));
        var record = JsonNode.Parse(await File.ReadAllTextAsync(file.Sidecar!, TestContext.Current.CancellationToken))!;
        record["identified"]!["base"]!.GetValue<string>().ShouldBe("sd1");
        record["user"]!["rating"]!.GetValue<int>().ShouldBe(5);
    }

    [Fact]
    public async Task What_a_person_said_of_the_new_file_itself_stays()
    {
        var source = Checkpoint();
        _folder.Write("model.ckpt.civitai.json", """{"user": {"base": "sdxl"}}"""u8);
        var file = await ConvertAsync(source);
        new ModelIdentification(configurationFolder: null).Set(file.Path, new IdentityOverride { Base = "flux1" });

        await ConvertAsync(source);

        FileInspectorOf(file.Path).Base.ShouldBe("flux1");
    }

    private static (string Type, string Base) FileInspectorOf(string path)
    {
        var identity = new ModelIdentification(configurationFolder: null).Inspect(path).Identity;
        return (identity.Type, identity.Base);
    }

    [Fact]
    public async Task The_same_again_is_there_and_another_file_of_the_name_stays()
    {
        var source = Checkpoint();
        var first = await ConvertAsync(source);
        var again = await ConvertAsync(source);
        await File.WriteAllTextAsync(first.Path, "mine", TestContext.Current.CancellationToken);

        var refused = await Should.ThrowAsync<LibraryException>(() => ConvertAsync(source));

        again.WasThere.ShouldBeTrue();
        refused.Failure.Code.ShouldBe(FailureCode.Conflict);
        (await File.ReadAllTextAsync(first.Path, TestContext.Current.CancellationToken)).ShouldBe("mine");
        Directory.GetFiles(_folder.Path).ShouldAllBe(path => !path.EndsWith(".part", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_dangerous_file_is_not_converted()
    {
        var source = _folder.Write("x.ckpt", PickleScript.Of(2).Global("os", "system").CallWith("true").Stop());

        var refused = await Should.ThrowAsync<LibraryException>(() => ConvertAsync(source));

        refused.Failure.Code.ShouldBe(FailureCode.Policy);
        refused.Message.ShouldContain("os.system");
    }

    [Fact]
    public async Task What_makes_no_sense_is_told()
    {
        var source = Checkpoint();
        var converted = await ConvertAsync(source);
        var text = _folder.Write("x.txt", "hello"u8);

        (await CodeOfAsync(source, request => request with { Precision = "fp4" })).ShouldBe(FailureCode.Usage);
        (await CodeOfAsync(source, request => request with { Output = Path.Combine(_folder.Path, "x.gguf") })).ShouldBe(
            FailureCode.Usage
        );
        (await CodeOfAsync(converted.Path)).ShouldBe(FailureCode.Usage);
        (await CodeOfAsync(text)).ShouldBe(FailureCode.Verification);
        await Should.ThrowAsync<FileNotFoundException>(() => ConvertAsync(Path.Combine(_folder.Path, "missing.ckpt")));
    }

    private static async Task<FailureCode> CodeOfAsync(
        string path,
        Func<ConversionRequest, ConversionRequest>? with = null
    ) => (await Should.ThrowAsync<LibraryException>(() => ConvertAsync(path, with))).Failure.Code;
}
