using System.Text.Json.Nodes;
using BerryAIGen.Library.Downloads.Recording;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.Recording;

public sealed class SidecarStoreTests
{
    [Fact]
    public void What_a_person_wrote_stays_on_a_refresh()
    {
        using var folder = new TemporaryFolder();
        var model = folder.Write("x.safetensors", "x"u8);
        folder.Write(
            "x.safetensors.civitai.json",
            """{ "my_rating": 5, "model": { "name": "old", "note": "mine" }, "creator": "known" }"""u8
        );

        SidecarStore.Write(
            model,
            new JsonObject
            {
                ["model"] = new JsonObject { ["name"] = "new" },
                ["creator"] = null,
            }
        );

        var record = SidecarStore.Find(model).ShouldNotBeNull();
        record["my_rating"]!.GetValue<int>().ShouldBe(5);
        record["model"]!["name"]!.GetValue<string>().ShouldBe("new");
        record["model"]!["note"]!.GetValue<string>().ShouldBe("mine");
        record["creator"]!.GetValue<string>().ShouldBe("known");
    }

    [Fact]
    public void An_unreadable_record_is_set_aside_and_named()
    {
        using var folder = new TemporaryFolder();
        var model = folder.Write("x.safetensors", "x"u8);
        folder.Write("x.safetensors.civitai.json", "{ broken"u8);

        var note = SidecarStore.Write(model, new JsonObject { ["a"] = 1 });

        note.ShouldNotBeNull().ShouldContain("x.safetensors.civitai.json.unreadable");
        File.ReadAllText(model + ".civitai.json.unreadable").ShouldBe("{ broken");
        SidecarStore.Find(model)!["a"]!.GetValue<int>().ShouldBe(1);
    }
}
