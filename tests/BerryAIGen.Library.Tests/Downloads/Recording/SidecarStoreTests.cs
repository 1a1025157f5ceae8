using System.Text.Json.Nodes;
using BerryAIGen.Library.Downloads.Recording;
using BerryAIGen.Library.Naming;
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

    [Fact]
    public void The_record_of_another_file_is_set_aside_and_not_mixed_in()
    {
        using var folder = new TemporaryFolder();
        var model = folder.Write("x.safetensors", "x"u8);
        folder.Write("x.safetensors.civitai.json", """{ "version_id": 1, "file_id": 2, "creator": "other" }"""u8);

        var note = SidecarStore.Write(model, new JsonObject { ["version_id"] = 3, ["file_id"] = 4 });

        note.ShouldNotBeNull().ShouldContain("x.safetensors.civitai.json.other");
        SidecarStore.Find(model)!.ContainsKey("creator").ShouldBeFalse();
        File.ReadAllText(model + ".civitai.json.other").ShouldContain("\"creator\": \"other\"");
    }

    [Fact]
    public void A_record_that_agrees_in_one_point_is_the_same_file_s()
    {
        using var folder = new TemporaryFolder();
        var model = folder.Write("x.safetensors", "x"u8);
        folder.Write("x.safetensors.civitai.json", """{ "version_id": 1, "file_id": 2, "mine": true }"""u8);

        SidecarStore.Write(model, new JsonObject { ["version_id"] = 1, ["file_id"] = 4 }).ShouldBeNull();

        SidecarStore.Find(model)!["mine"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public void A_byte_order_mark_before_a_record_is_no_fault()
    {
        using var folder = new TemporaryFolder();
        var model = folder.Write("x.safetensors", "x"u8);
        folder.Write("x.safetensors.civitai.json", "\uFEFF{ \"mine\": true }"u8);

        SidecarStore.Write(model, new JsonObject { ["a"] = 1 }).ShouldBeNull();

        SidecarStore.Find(model)!["mine"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public void The_longest_cleaned_name_still_has_room_for_its_record()
    {
        using var folder = new TemporaryFolder();
        var name = FileNames.Clean(new string('x', 400) + ".safetensors").Replace(".", " (290640).");
        var model = folder.Write(name, "x"u8);

        SidecarStore.Write(model, new JsonObject { ["a"] = 1 }).ShouldBeNull();

        File.Exists(model + ".civitai.json").ShouldBeTrue();
    }
}
