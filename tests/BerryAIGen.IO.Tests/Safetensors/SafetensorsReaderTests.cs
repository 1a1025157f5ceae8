using BerryAIGen.IO.Safetensors;
using BerryAIGen.Testing;

namespace BerryAIGen.IO.Tests.Safetensors;

public sealed class SafetensorsReaderTests
{
    [Fact]
    public async Task A_valid_file_shows_its_tensors_and_metadata()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("model.safetensors", SafetensorsBytes.Build(SafetensorsBytes.TwoTensors, 13));

        var reading = await SafetensorsReader.ReadAsync(path, TestContext.Current.CancellationToken);

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
