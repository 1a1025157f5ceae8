using BerryAIGen.IO.Safetensors;
using BerryAIGen.Testing;

namespace BerryAIGen.IO.Tests.Safetensors;

public sealed class SafetensorsReaderTests
{
    [Fact]
    public void A_valid_file_shows_its_tensors_and_metadata()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("model.safetensors", SafetensorsBytes.Build(SafetensorsBytes.TwoTensors, 13));

        var reading = SafetensorsReader.Read(path);

        reading.IsValid.ShouldBeTrue(reading.Error?.Message);
        reading.Header.HeaderBytes.ShouldBe(SafetensorsBytes.TwoTensors.Length);
        reading.Header.Metadata.ShouldBe([new("format", "pt")]);
        reading.Header.TensorCount.ShouldBe(2);
        reading.Header.ParameterCount.ShouldBe(7);
        var first = reading.Header.Tensors[0];
        (first.Name, first.Dtype, first.Begin, first.End).ShouldBe(("a", "F16", 0, 12));
        first.Shape.ShouldBe([2UL, 3]);
        reading.Header.Tensors[1].ParameterCount.ShouldBe(1);
    }

    [Fact]
    public void Only_the_header_of_a_stream_is_read()
    {
        var header = SafetensorsBytes.Build(SafetensorsBytes.TwoTensors, 0);
        using var stream = new MemoryStream(header);

        var reading = SafetensorsReader.Read(stream, header.Length + 13);

        reading.IsValid.ShouldBeTrue(reading.Error?.Message);
    }

    [Fact]
    public void A_stream_that_is_shorter_than_its_size_is_an_error_of_the_stream()
    {
        using var stream = new MemoryStream(SafetensorsBytes.Build(SafetensorsBytes.TwoTensors, 0)[..20]);

        Should.Throw<EndOfStreamException>(() => SafetensorsReader.Read(stream, 1000));
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"note":[{"deep":1}]}}""", 4, "ok")]
    [InlineData(""" {"__metadata__":null} """, 0, "ok")]
    [InlineData("""{"a":{"dtype":"F32","shape":[0,18446744073709551615],"data_offsets":[0,0]}}""", 0, "ok")]
    [InlineData("""{"a":{"dtype":"F99","shape":[1],"data_offsets":[0,4]}}""", 4, "InvalidHeaderDeserialization")]
    [InlineData(
        """{"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}""",
        4,
        "InvalidHeaderDeserialization"
    )]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}""", 0, "InvalidHeaderDeserialization")]
    [InlineData("""{"a":{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}}""", 4, "InvalidHeaderDeserialization")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,1e1]}}""", 0, "InvalidHeaderDeserialization")]
    [InlineData("""{"a":{"dtype":32,"shape":[1],"data_offsets":[0,4]}}""", 4, "InvalidHeaderDeserialization")]
    [InlineData("""{"a":[]}""", 0, "InvalidHeaderDeserialization")]
    [InlineData("""{"__metadata__":{"k":1}}""", 0, "InvalidHeaderDeserialization")]
    [InlineData("""{"__metadata__":[]}""", 0, "InvalidHeaderDeserialization")]
    [InlineData("""{"__metadata__":{},"__metadata__":{}}""", 0, "InvalidHeaderDeserialization")]
    [InlineData("""{"\ud800":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "InvalidHeaderDeserialization")]
    [InlineData("""{}{}""", 0, "InvalidHeaderDeserialization")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},}""", 4, "InvalidHeaderDeserialization")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 0, "InvalidOffset")]
    [InlineData("""{"a":{"dtype":"F32","shape":[0],"data_offsets":[4,0]}}""", 0, "InvalidOffset")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "TensorInvalidInfo")]
    [InlineData(
        """{"a":{"dtype":"F32","shape":[9223372036854775807],"data_offsets":[0,4]}}""",
        4,
        "ValidationOverflow"
    )]
    [InlineData(
        """{"a":{"dtype":"F32","shape":[4294967296,4294967296,0],"data_offsets":[0,0]}}""",
        0,
        "ValidationOverflow"
    )]
    public void A_header_is_judged_as_the_reference_reader_does(string header, int dataBytes, string rule)
    {
        var file = SafetensorsBytes.Build(header, dataBytes);

        var reading = SafetensorsReader.Read(new MemoryStream(file), file.Length);

        (reading.Error?.Rule ?? "ok").ShouldBe(rule, reading.Error?.Message);
    }

    [Theory]
    [InlineData("", "empty or was cut off")]
    [InlineData("<!DOCTYPE html><html>", "an HTML page")]
    [InlineData("""{"error":"key required"}""", "a JSON document")]
    public void A_file_of_another_kind_is_called_by_its_name(string content, string expected)
    {
        var file = System.Text.Encoding.UTF8.GetBytes(content);

        var reading = SafetensorsReader.Read(new MemoryStream(file), file.Length);

        reading.Error!.Message.ShouldContain(expected);
    }
}
