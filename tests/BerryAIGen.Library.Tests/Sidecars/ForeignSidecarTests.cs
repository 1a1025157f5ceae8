using System.Text.Json.Nodes;
using BerryAIGen.Library.Sidecars;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Sidecars;

public sealed class ForeignSidecarTests : IDisposable
{
    private const string Info = """
        { "id": 146759, "modelId": 128713, "name": "8", "baseModel": "SD 1.5", "trainedWords": ["a", "b"],
          "model": { "name": "DreamShaper", "type": "Checkpoint", "description": "<p>One</p><p>Two &amp; more</p>" }, "theirs": { "x": 1 } }
        """;

    private static readonly ForeignSidecars Sidecars = new(SidecarForms.Load(null));
    private readonly TemporaryFolder _folder = new();
    private readonly string _model;

    public ForeignSidecarTests() => _model = _folder.Write("m.safetensors", "\u0002\0\0\0\0\0\0\0{}"u8);

    [Theory]
    [InlineData("m.civitai.info", Info)]
    [InlineData(
        "m.metadata.json",
        """{ "model_name": "DreamShaper", "base_model": "SD 1.5", "civitai": { "id": 146759, "modelId": 128713, "trainedWords": ["a", "b"] } }"""
    )]
    [InlineData(
        "m.cm-info.json",
        """{ "ModelId": 128713, "VersionId": 146759, "ModelName": "DreamShaper", "BaseModel": "SD 1.5", "TrainedWords": ["a", "b"] }"""
    )]
    [InlineData(
        "m.json",
        """{ "modelId": 128713, "modelVersionId": 146759, "sd version": "SD 1.5", "activation text": " a, b " }"""
    )]
    [InlineData(
        "m.safetensors.civitai.json",
        """{ "model_id": 128713, "version_id": 146759, "base_model": "SD 1.5", "trigger_words": ["a", "b"], "hashes": {} }"""
    )]
    public void Every_form_says_the_same(string name, string text)
    {
        File.WriteAllText(_folder.Combine(name), text);

        var facts = Sidecars.Read(_model).Facts;

        (facts.ModelId, facts.VersionId, facts.BaseModel).ShouldBe((128713, 146759, "SD 1.5"));
        facts.TriggerWords.ShouldBe(["a", "b"]);
    }

    [Fact]
    public void A_sidecar_of_the_same_name_is_told_apart_by_its_members()
    {
        File.WriteAllText(
            _folder.Combine("m.json"),
            """{ "id": 5, "name": "N", "type": "LORA", "modelVersions": [], "description": "d" }"""
        );

        var found = Sidecars.Read(_model);

        found.Sidecars[0].Application.ShouldBe("sdnext");
        (found.Facts.ModelId, found.Facts.VersionId, found.Facts.ModelName).ShouldBe((5, null, "N"));
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("{ \"id\": 1, \"id\": 2 }")]
    [InlineData("no json")]
    public void One_that_cannot_be_read_is_named_and_the_others_hold(string text)
    {
        File.WriteAllText(_folder.Combine("m.civitai.info"), text);
        File.WriteAllText(_folder.Combine("m.cm-info.json"), """{ "ModelId": 3 }""");

        var found = Sidecars.Read(_model);

        found.Problems.ShouldHaveSingleItem().ShouldContain("m.civitai.info");
        found.Facts.ModelId.ShouldBe(3);
    }

    [Theory]
    [InlineData("lora-manager", "m.metadata.json")]
    [InlineData("stabilitymatrix", "m.cm-info.json")]
    [InlineData("a1111", "m.json")]
    public void What_one_application_knows_is_written_for_another(string id, string name)
    {
        File.WriteAllText(_folder.Combine("m.civitai.info"), Info);

        var written = Write(id);

        written.State.ShouldBe(SidecarState.Written);
        File.Delete(_folder.Combine("m.civitai.info"));
        var facts = Sidecars.Read(_model).Facts;
        facts.ModelId.ShouldBe(128713);
        facts.TriggerWords.ShouldBe(["a", "b"]);
        Path.GetFileName(written.Path).ShouldBe(name);
        Write(id).State.ShouldBe(SidecarState.Unchanged);
    }

    [Fact]
    public void An_application_gets_its_own_words()
    {
        File.WriteAllText(_folder.Combine("m.civitai.info"), Info);

        Write("a1111");
        Write("lora-manager");

        var a1111 = Read("m.json");
        a1111["sd version"]!.GetValue<string>().ShouldBe("SD1");
        a1111["activation text"]!.GetValue<string>().ShouldBe("a, b");
        a1111["description"]!.GetValue<string>().ShouldBe("One\nTwo & more");
        var manager = Read("m.metadata.json");
        manager["size"]!.GetValue<long>().ShouldBe(10);
        manager["file_path"]!.GetValue<string>().ShouldBe(_model);
        manager["civitai"]!["theirs"]!["x"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public void What_a_person_wrote_and_what_we_do_not_know_stays_and_what_changes_is_told()
    {
        File.WriteAllText(_folder.Combine("m.civitai.info"), Info);
        File.WriteAllText(
            _folder.Combine("m.metadata.json"),
            """{ "file_name": "old", "model_name": "My name", "notes": "mine", "favorite": true, "usage_tips": "{}", "later": [1], "civitai": { "id": 146759, "name": "7", "odd": 1 } }"""
        );

        var written = Write("lora-manager");

        var now = Read("m.metadata.json");
        now["model_name"]!.GetValue<string>().ShouldBe("My name");
        now["notes"]!.GetValue<string>().ShouldBe("mine");
        now["favorite"]!.GetValue<bool>().ShouldBeTrue();
        now["later"]!.AsArray().Count.ShouldBe(1);
        now["civitai"]!["odd"]!.GetValue<int>().ShouldBe(1);
        now["civitai"]!["name"]!.GetValue<string>().ShouldBe("8");
        written.State.ShouldBe(SidecarState.Updated);
        written.Replaced.ShouldBe(["civitai.name", "file_name"]);
        written.Kept.ShouldBe(["model_name"]);
    }

    [Theory]
    [InlineData("lora-manager", "m.metadata.json", """{ "file_name": "m", "civitai": { "id": 9 } }""", "version 9")]
    [InlineData("lora-manager", "m.metadata.json", "no json", "cannot be read")]
    [InlineData("a1111", "m.json", """{ "modelVersions": [] }""", "SD.Next")]
    public void One_that_tells_of_something_else_is_refused_and_stays(string id, string name, string text, string part)
    {
        File.WriteAllText(_folder.Combine("m.civitai.info"), Info);
        File.WriteAllText(_folder.Combine(name), text);

        var written = Write(id);

        written.Failure!.Code.ShouldBe(FailureCode.Conflict);
        written.Failure.Message.ShouldContain(part);
        File.ReadAllText(_folder.Combine(name)).ShouldBe(text);
    }

    [Fact]
    public void Of_a_file_that_nobody_knows_nothing_is_written()
    {
        Write("a1111").Failure!.Code.ShouldBe(FailureCode.NotFound);
        Sidecars
            .Write(_folder.Combine("none.bin"), Sidecars.Forms.GetWritable("a1111"))
            .Failure!.Message.ShouldContain("none.bin");
        Directory.EnumerateFiles(_folder.Path).ShouldHaveSingleItem();
    }

    public void Dispose() => _folder.Dispose();

    private WrittenSidecar Write(string id) => Sidecars.Write(_model, Sidecars.Forms.GetWritable(id));

    private JsonObject Read(string name) => JsonNode.Parse(File.ReadAllText(_folder.Combine(name)))!.AsObject();
}
