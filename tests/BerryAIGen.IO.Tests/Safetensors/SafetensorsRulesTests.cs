using System.Buffers.Binary;
using BerryAIGen.IO.Safetensors;
using BerryAIGen.Testing;

namespace BerryAIGen.IO.Tests.Safetensors;

/// <summary>Every rule of the format with files that keep it and files that break it.</summary>
public sealed class SafetensorsRulesTests
{
    [Theory]
    [InlineData("{}", 0)]
    [InlineData("{}      ", 0)]
    [InlineData(" \t\r\n{}", 0)]
    [InlineData("""{"__metadata__":null}""", 0)]
    [InlineData("""{"__metadata__":{"format":"pt"}}""", 0)]
    [InlineData("""{"a":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]}}""", 16)]
    [InlineData("""{"a":{"data_offsets":[0,4],"shape":[1],"note":[{"deep":1}],"dtype":"F32"}}""", 4)]
    [InlineData("""{"a":{"dtype":"U8","shape":[],"data_offsets":[0,1]}}""", 1)]
    [InlineData("""{"a":{"dtype":"F32","shape":[0,18446744073709551615],"data_offsets":[0,0]}}""", 0)]
    [InlineData("""{"a":{"dtype":"F4","shape":[3,2],"data_offsets":[0,3]}}""", 3)]
    [InlineData(
        """{"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]},"a":{"dtype":"I8","shape":[1],"data_offsets":[0,1]}}""",
        3
    )]
    [InlineData(
        """{"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"b":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}""",
        0
    )]
    [InlineData("""{"名前\u00e9😀":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", 1)]
    public async Task A_file_that_keeps_every_rule_is_valid(string header, int dataBytes) =>
        (await RuleAsync(SafetensorsBytes.Build(header, dataBytes))).ShouldBe("ok");

    [Theory]
    [InlineData("F4", 12)]
    [InlineData("F6_E2M3", 18)]
    [InlineData("F6_E3M2", 18)]
    [InlineData("BOOL", 24)]
    [InlineData("U8", 24)]
    [InlineData("I8", 24)]
    [InlineData("F8_E5M2", 24)]
    [InlineData("F8_E4M3", 24)]
    [InlineData("F8_E8M0", 24)]
    [InlineData("F8_E4M3FNUZ", 24)]
    [InlineData("F8_E5M2FNUZ", 24)]
    [InlineData("I16", 48)]
    [InlineData("U16", 48)]
    [InlineData("F16", 48)]
    [InlineData("BF16", 48)]
    [InlineData("I32", 96)]
    [InlineData("U32", 96)]
    [InlineData("F32", 96)]
    [InlineData("C64", 192)]
    [InlineData("F64", 192)]
    [InlineData("I64", 192)]
    [InlineData("U64", 192)]
    public async Task Every_element_type_has_its_width(string dtype, int bytes)
    {
        // 24 values are whole bytes at any width.
        string Header(int end) => $$$"""{"a":{"dtype":"{{{dtype}}}","shape":[2,3,4],"data_offsets":[0,{{{end}}}]}}""";

        (await RuleAsync(SafetensorsBytes.Build(Header(bytes), bytes))).ShouldBe("ok");
        (await RuleAsync(SafetensorsBytes.Build(Header(bytes + 1), bytes + 1))).ShouldBe("TensorInvalidInfo");
    }

    [Theory]
    [InlineData(0UL, 0, "InvalidHeaderDeserialization")]
    [InlineData(0UL, 4088, "InvalidHeaderDeserialization")]
    [InlineData(1UL, 0, "InvalidHeaderLength")]
    [InlineData(17UL, 16, "InvalidHeaderLength")]
    [InlineData(100_000_000UL, 16, "InvalidHeaderLength")]
    [InlineData(100_000_001UL, 16, "HeaderTooLarge")]
    [InlineData(ulong.MaxValue, 16, "HeaderTooLarge")]
    public async Task The_length_of_the_header_is_judged_first(ulong length, int following, string rule)
    {
        var file = new byte[8 + following];
        BinaryPrimitives.WriteUInt64LittleEndian(file, length);

        (await RuleAsync(file)).ShouldBe(rule);
    }

    [Theory]
    [InlineData("")]
    [InlineData("02")]
    [InlineData("02000000000000")]
    public async Task A_file_without_a_whole_length_has_too_small_a_header(string bytes) =>
        (await RuleAsync(Convert.FromHexString(bytes))).ShouldBe("HeaderTooSmall");

    [Theory]
    [InlineData("7BFF7D")]
    [InlineData("FF")]
    [InlineData("7B22C322")]
    public async Task A_header_is_utf8(string header)
    {
        byte[] file = [.. Convert.FromHexString(header)];

        (await RuleAsync([(byte)file.Length, 0, 0, 0, 0, 0, 0, 0, .. file])).ShouldBe("InvalidHeader");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}{}")]
    [InlineData("\ufeff{}")]
    [InlineData("""{"a":[]}""")]
    [InlineData("""{"a":null}""")]
    [InlineData("""{"__metadata__":[]}""")]
    [InlineData("""{"__metadata__":{"k":1}}""")]
    [InlineData("""{"__metadata__":{},"__metadata__":{}}""")]
    [InlineData("""{"a":{"shape":[1],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"F32","data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1]}}""")]
    [InlineData("""{"a":{"dtype":"F99","shape":[1],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"f32","shape":[1],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":32,"shape":[1],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[18446744073709551616],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4.0]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,1e1]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},}""")]
    [InlineData("""{"\ud800":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""")]
    [InlineData(
        """{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"a":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}}"""
    )]
    public async Task A_header_is_one_object_of_well_described_tensors(string header) =>
        (await RuleAsync(SafetensorsBytes.Build(header, 4))).ShouldBe("InvalidHeaderDeserialization");

    [Theory]
    [InlineData("F32", "1", 4, 8, "InvalidOffset")]
    [InlineData("F32", "0", 4, 0, "InvalidOffset")]
    [InlineData("F32", "2", 0, 4, "TensorInvalidInfo")]
    [InlineData("F32", "", 0, 8, "TensorInvalidInfo")]
    [InlineData("F4", "3", 0, 2, "MisalignedSlice")]
    [InlineData("F6_E2M3", "2", 0, 2, "MisalignedSlice")]
    [InlineData("F32", "9223372036854775807", 0, 4, "ValidationOverflow")]
    [InlineData("F32", "4294967296,4294967296,0", 0, 0, "ValidationOverflow")]
    [InlineData("U8", "9", 0, 9, "MetadataIncompleteBuffer")]
    [InlineData("U8", "7", 0, 7, "MetadataIncompleteBuffer")]
    public async Task A_tensor_fits_its_shape_and_the_file(string dtype, string shape, int begin, int end, string rule)
    {
        var header =
            $$$"""{"a":{"dtype":"{{{dtype}}}","shape":[{{{shape}}}],"data_offsets":[{{{begin}}},{{{end}}}]}}""";

        (await RuleAsync(SafetensorsBytes.Build(header, dataBytes: 8))).ShouldBe(rule);
    }

    [Theory]
    [InlineData(0, 4, 4, 8, "ok")]
    [InlineData(4, 8, 0, 4, "ok")]
    [InlineData(0, 4, 0, 4, "InvalidOffset")]
    [InlineData(0, 4, 2, 6, "InvalidOffset")]
    [InlineData(0, 4, 5, 9, "InvalidOffset")]
    [InlineData(0, 4, 4, 2, "InvalidOffset")]
    public async Task Tensors_follow_each_other_without_gap_or_overlap(
        int begin,
        int end,
        int nextBegin,
        int nextEnd,
        string rule
    )
    {
        string Tensor(int from, int to) => $$"""{"dtype":"I32","shape":[1],"data_offsets":[{{from}},{{to}}]}""";
        var header = $$"""{"a":{{Tensor(begin, end)}},"b":{{Tensor(nextBegin, nextEnd)}}}""";

        (await RuleAsync(SafetensorsBytes.Build(header, dataBytes: 8))).ShouldBe(rule);
    }

    [Theory]
    [InlineData("sshs_model_hash", "0123456789abcdef", "0123456789ab")]
    [InlineData("sshs_model_hash", "0123456789ABCDEF", "0123456789ab")]
    [InlineData("modelspec.hash_sha256", "0x0123456789abcdef", "0123456789ab")]
    [InlineData("sshs_model_hash", "0123456789a", null)]
    [InlineData("sshs_model_hash", "0123456789ag", null)]
    [InlineData("sshs_model_hash", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", null)]
    [InlineData("sshs_legacy_hash", "0123456789abcdef", null)]
    public void The_hash_that_a_trainer_embeds_is_read(string key, string value, string? expected)
    {
        var reading = Read(SafetensorsBytes.Build($$$"""{"__metadata__":{"{{{key}}}":"{{{value}}}"}}""", 0));

        reading.Header!.EmbeddedAutoV3.ShouldBe(expected);
    }

    /// <summary>The rule broken, or "ok"; a file on disk must be judged as a stream is.</summary>
    private static async Task<string> RuleAsync(byte[] file)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("x.safetensors", file);

        var reading = await SafetensorsReader.ReadAsync(path, TestContext.Current.CancellationToken);

        reading.Error.ShouldBe(Read(file).Error);
        return reading.Error?.Rule ?? "ok";
    }

    private static SafetensorsReading Read(byte[] file) => SafetensorsReader.Read(new MemoryStream(file), file.Length);
}
