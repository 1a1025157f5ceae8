using System.Text;
using BerryAIGen.Library.Identification;
using BerryAIGen.Library.Tests.Downloads;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Identification;

public sealed class FolderCompletenessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_complete_folder_is_counted()
    {
        Write("config.json", """{"_class_name": "AutoencoderKL"}""");
        _folder.Write("model-00001-of-00002.safetensors", TinySafetensors.Create(160));
        _folder.Write("model-00002-of-00002.safetensors", TinySafetensors.Create(160));

        var file = FileInspector.Inspect(_folder.Path);

        file.IsFolder.ShouldBeTrue();
        file.Error.ShouldBeNull();
        file.TensorCount.ShouldBe(2);
        file.Why.ShouldContain("Its class is AutoencoderKL.");
    }

    [Fact]
    public void A_folder_that_lacks_a_part_is_not_valid()
    {
        Write("config.json", """{"_class_name": "AutoencoderKL"}""");
        _folder.Write("model-00001-of-00002.safetensors", TinySafetensors.Create(160));

        var error = FileInspector.Inspect(_folder.Path).Error.ShouldNotBeNull();

        error.Rule.ShouldBe("MissingFiles");
        error.Message.ShouldContain("model-00002-of-00002.safetensors");
    }

    [Fact]
    public void A_configuration_alone_says_so()
    {
        Write("config.json", """{"_class_name": "AutoencoderKL"}""");

        var file = FileInspector.Inspect(_folder.Path);

        file.Error.ShouldBeNull();
        file.Why.ShouldContain("It holds configurations only and no weights.");
    }

    [Fact]
    public void An_onnx_model_names_the_values_that_are_not_beside_it()
    {
        // Version 8; a graph with one tensor "w" of FLOAT 1 whose values are in "w.data".
        byte[] location = [10, 8, .. "location"u8, 18, 6, .. "w.data"u8];
        byte[] tensor = [8, 1, 16, 1, 66, 1, (byte)'w', 106, (byte)location.Length, .. location];
        byte[] graph = [42, (byte)tensor.Length, .. tensor];
        var path = _folder.Write("a.onnx", [8, 8, 58, (byte)graph.Length, .. graph]);

        var file = FileInspector.Inspect(path);

        file.Error.ShouldBeNull();
        (file.TensorCount, file.ParameterCount).ShouldBe((1, 1L));
        file.Metadata["external_files"].ShouldBe("w.data");
        file.Why.ShouldContain(why => why.StartsWith("Missing beside it: w.data", StringComparison.Ordinal));
    }

    private void Write(string name, string text) => _folder.Write(name, Encoding.UTF8.GetBytes(text));
}
