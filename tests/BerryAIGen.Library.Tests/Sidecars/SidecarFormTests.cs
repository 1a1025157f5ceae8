using BerryAIGen.Library.Sidecars;
using BerryAIGen.Library.Tests.Definitions;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Sidecars;

public sealed class SidecarFormTests
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "definitions", "sidecars");

    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Folder, "*.json").Select(path => Path.GetFileName(path))];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_shipped_file_keeps_the_schema_and_is_loaded(string name)
    {
        new DefinitionSchema("sidecar").Check(DefinitionSchema.Read(Path.Combine(Folder, name))).ShouldBeEmpty();
        SidecarForms.Load(null).All.ShouldContain(form => form.Id + ".json" == name);
    }

    [Theory]
    [InlineData("civitai-helper", "civitai-helper")]
    [InlineData("Forge", "a1111")]
    [InlineData("cm-info", "stabilitymatrix")]
    [InlineData("LoraManager", "lora-manager")]
    public void An_application_is_found_by_its_names(string word, string id) =>
        SidecarForms.Load(null).GetWritable(word).Id.ShouldBe(id);

    [Theory]
    [InlineData("winamp")]
    [InlineData("swarmui")]
    public void One_that_is_not_written_is_told_with_those_that_are(string word) =>
        Should
            .Throw<LibraryException>(() => SidecarForms.Load(null).GetWritable(word))
            .Message.ShouldContain("lora-manager");

    [Fact]
    public void A_file_of_the_user_adds_an_application()
    {
        using var folder = new TemporaryFolder();
        folder.Write(
            "definitions/sidecars/mine.json",
            """
            { "schemaVersion": 1, "id": "mine", "name": "Mine", "order": 1, "file": "{base}.mine", "marks": ["m"],
              "read": [{ "fact": "modelId", "from": ["m"] }], "write": [{ "to": "m", "fact": "modelId" }] }
            """u8
        );
        folder.Write("definitions/sidecars/bad.json", """{ "schemaVersion": 1, "id": "bad" }"""u8);
        folder.Write(
            "definitions/sidecars/out.json",
            """{ "schemaVersion": 1, "id": "out", "name": "O", "order": 1, "file": "../{base}", "marks": ["m"] }"""u8
        );
        var model = folder.Write("x.safetensors", [1]);
        folder.Write("x.mine", """{ "m": 7 }"""u8);

        var forms = SidecarForms.Load(folder.Path);

        forms.Warnings.Count.ShouldBe(2);
        new ForeignSidecars(forms).Read(model).Facts.ModelId.ShouldBe(7);
    }
}
