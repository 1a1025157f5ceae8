using System.Text;
using BerryAIGen.Library.Identification;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Identification;

public sealed class ArchitectureCatalogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _notices = [];

    [Fact]
    public void One_file_of_the_user_adds_an_architecture()
    {
        Define(
            "nebula",
            """
            {
              "schemaVersion": 1, "id": "nebula", "name": "Nebula", "priority": 170,
              "rules": [
                { "type": "main", "base": "nebula", "why": "swirls of 96 channels",
                  "when": { "all": [{ "key": "swirls.#.arm.weight", "dim": 1, "is": 96 }, { "key": "swirls.#.arm.weight", "blocks": { "min": 2 } }] } },
                { "type": "lora", "base": "nebula", "why": "it changes swirls", "when": "lora:swirls_#_arm" }
              ],
              "variants": [{ "is": "twin", "when": { "key": "swirls.#.arm.weight", "blocks": 2 } }]
            }
            """
        );

        var model = Inspect(
            ("model.diffusion_model.swirls.0.arm.weight", [8, 96]),
            ("model.diffusion_model.swirls.1.arm.weight", [8, 96])
        );
        var adapter = Inspect(
            ("diffusion_model.swirls.0.arm.lora_A.weight", [4, 96]),
            ("diffusion_model.swirls.0.arm.lora_B.weight", [8, 4])
        );

        (model.Type, model.Base, model.Variant).ShouldBe(("main", "nebula", "twin"));
        model.Why[0].ShouldBe("Nebula: swirls of 96 channels (model.diffusion_model.swirls.0.arm.weight [8, 96]).");
        (adapter.Type, adapter.Base, adapter.Format).ShouldBe(("lora", "nebula", "ai-toolkit"));
        adapter.Why[0].ShouldContain("changes swirls_0_arm [8, 96]");
        _notices.ShouldBeEmpty();
    }

    [Fact]
    public void A_file_of_the_user_goes_before_the_shipped_one_of_its_id()
    {
        Define(
            "embeddings",
            """
            { "schemaVersion": 1, "id": "sd1", "name": "Mine", "priority": 90,
              "rules": [{ "type": "embedding", "base": "mine", "why": "mine", "when": "^emb_params" }] }
            """
        );

        Inspect(("emb_params", [8, 768])).Base.ShouldBe("mine");
    }

    [Theory]
    [InlineData("{", "left out")]
    [InlineData("null", "holds null")]
    [InlineData("""{ "schemaVersion": 2, "id": "x", "name": "X" }""", "schemaVersion")]
    [InlineData("""{ "schemaVersion": 1, "id": "X y", "name": "X" }""", "no id")]
    [InlineData(
        """{ "schemaVersion": 1, "id": "x", "name": "X", "rules": [{ "type": "main", "why": "w", "when": {} }] }""",
        "asks for nothing"
    )]
    [InlineData(
        """{ "schemaVersion": 1, "id": "x", "name": "X", "rules": [{ "type": "main", "why": "w", "when": "*" }] }""",
        "asks for nothing"
    )]
    [InlineData(
        """{ "schemaVersion": 1, "id": "x", "name": "X", "rules": [{ "type": "main", "why": "w", "when": { "keys": "a" } }] }""",
        "keys"
    )]
    [InlineData(
        """{ "schemaVersion": 1, "id": "x", "name": "X", "rules": [{ "type": "main", "why": "w", "when": { "key": "a", "dim": "b" } }] }""",
        "no whole number"
    )]
    [InlineData(
        """{ "schemaVersion": 1, "id": "x", "name": "X", "rules": [{ "type": "main", "why": "w", "when": 1 }] }""",
        "a pattern or an object"
    )]
    [InlineData("""{ "schemaVersion": 1, "id": "x", "name": "X", "rules": [null] }""", "null")]
    [InlineData(
        """{ "schemaVersion": 1, "id": "x", "name": "X", "rules": [{ "type": "main", "why": "w", "when": { "all": [null] } }] }""",
        "rules[0].when.all[0]"
    )]
    public void A_broken_file_of_the_user_is_named_and_the_others_hold(string text, string part)
    {
        Define("broken", text);

        var identity = Inspect(("emb_params", [8, 768]));

        identity.Base.ShouldBe("sd1");
        var notice = _notices.ShouldHaveSingleItem();
        notice.ShouldContain("broken.json");
        notice.ShouldContain(part);
    }

    public void Dispose() => _folder.Dispose();

    private void Define(string name, string text) =>
        _folder.Write($"definitions/architectures/{name}.json", Encoding.UTF8.GetBytes(text));

    private Identity Inspect(params (string Name, ulong[] Shape)[] tensors)
    {
        var path = _folder.Combine("x.bin");
        SparseSafetensors.Write(path, tensors.Select(tensor => (tensor.Name, "F16", tensor.Shape)));
        return new ModelIdentification(_folder.Path, _notices.Add).Inspect(path).Identity;
    }
}
