using BerryAIGen.Library.Catalog;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Catalog;

public sealed class ModelUnitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("ink.civitai.info")]
    [InlineData("ink.swarm.json")]
    [InlineData("ink.PNG")]
    [InlineData("ink.example.2.jpeg")]
    [InlineData("ink.safetensors.civitai.json")]
    [InlineData("ink.safetensors.sha256")]
    public void What_begins_with_the_name_of_a_model_belongs_to_it(string name) =>
        CompanionsOf("ink.safetensors", name).ShouldBe([name]);

    [Theory]
    [InlineData("inky.json")]
    [InlineData("ink.zip")]
    [InlineData("ink.safetensors.12345678.part")]
    [InlineData("ink.safetensors.12345678.part.json")]
    [InlineData("ink.safetensors.gguf")]
    public void Other_models_archives_and_running_downloads_do_not(string name) =>
        CompanionsOf("ink.safetensors", name).ShouldBeEmpty();

    [Theory]
    [InlineData("ink.v2.safetensors", "ink.v2.preview.png")]
    [InlineData("ink.v2.zip", "ink.v2.zip.civitai.json")]
    [InlineData("ink.ckpt", "ink.ckpt.civitai.json")]
    public void A_file_with_a_longer_name_keeps_its_own(string owner, string name) =>
        CompanionsOf("ink.safetensors", owner, name).ShouldBeEmpty();

    [Fact]
    public void What_two_formats_share_goes_along_and_is_the_own_of_neither()
    {
        CompanionsOf("ink.safetensors", "ink.ckpt", "ink.png").ShouldBe(["ink.png"]);

        ModelUnit.OwnCompanionsOf(PathOf("ink.safetensors")).ShouldBeEmpty();
    }

    [Fact]
    public void A_folder_that_is_one_model_takes_its_record_and_no_file_that_is_a_model()
    {
        _folder.Write("ink/model_index.json", "{}"u8);
        string[] names = ["ink.civitai.json", "ink.safetensors", "ink.safetensors.civitai.json"];
        foreach (var name in names)
            _folder.Write(name, "1"u8);

        ModelUnit.OwnCompanionsOf(PathOf("ink")).ShouldBe(["ink.civitai.json"]);
    }

    [Theory]
    [InlineData("ink", "ink.civitai.json")]
    [InlineData("ink.v2", "ink.v2.civitai.json")]
    [InlineData("ink.v2", "ink.v2.png")]
    public void A_folder_that_is_one_model_keeps_its_own_beside_a_file_of_its_name(string owner, string name)
    {
        _folder.Write(owner + "/model_index.json", "{}"u8);

        CompanionsOf("ink.safetensors", name).ShouldBeEmpty();
        ModelUnit.CompanionsOf(PathOf(owner)).ShouldBe([name]);
    }

    [Fact]
    public void A_folder_that_is_no_model_owns_nothing()
    {
        _folder.Write("ink/notes.txt", "1"u8);

        CompanionsOf("ink.safetensors", "ink.civitai.json").ShouldBe(["ink.civitai.json"]);
    }

    [Fact]
    public void What_a_file_and_a_folder_share_goes_along_and_is_not_the_file_s_own()
    {
        _folder.Write("ink/model_index.json", "{}"u8);

        CompanionsOf("ink.safetensors", "ink.png").ShouldBe(["ink.png"]);
        ModelUnit.OwnCompanionsOf(PathOf("ink.safetensors")).ShouldBeEmpty();
    }

    public void Dispose() => _folder.Dispose();

    private IReadOnlyList<string> CompanionsOf(string model, params string[] others)
    {
        foreach (var name in others.Prepend(model))
            _folder.Write(name, "1"u8);
        return ModelUnit.CompanionsOf(PathOf(model));
    }

    private string PathOf(string name) => Path.Combine(_folder.Path, name);
}
