namespace BerryAIGen.Library.Tests.Graphs;

/// <summary>Which files a workflow names, and in which folders.</summary>
public sealed class NamedModelsTests
{
    [Theory]
    [InlineData("CheckpointLoaderSimple", "ckpt_name", "checkpoints")]
    [InlineData("CLIPVisionLoader", "clip_name", "clip_vision")]
    [InlineData("CLIPLoader", "clip_name", "text_encoders")]
    [InlineData("UnetLoaderGGUF", "unet_name", "diffusion_models")]
    [InlineData("UpscaleModelLoader", "model_name", "upscale_models")]
    public void A_known_node_tells_the_folder_in_both_forms(string type, string input, string folder)
    {
        var api = GraphSample.Models(GraphSample.Api(type, $"\"{input}\": \"a.safetensors\"")).ShouldHaveSingleItem();
        var ui = GraphSample.Models(GraphSample.Ui(type, "[\"a.safetensors\"]")).ShouldHaveSingleItem();

        (api.Name, api.Folder, api.NodeType).ShouldBe(("a.safetensors", folder, type));
        (ui.Name, ui.Folder, ui.NodeType).ShouldBe(("a.safetensors", folder, type));
    }

    [Fact]
    public void Several_fields_of_one_node_are_several_models() =>
        GraphSample
            .Models(GraphSample.Ui("DualCLIPLoader", """["t5.safetensors", "clip_l.safetensors", "flux", "default"]"""))
            .Select(model => (model.Name, model.Folder))
            .ShouldBe([("t5.safetensors", "text_encoders"), ("clip_l.safetensors", "text_encoders")]);

    [Theory]
    [InlineData("VAELoader", "pixel_space")]
    [InlineData("VAELoader", "taesd")]
    [InlineData("LoraLoader", "None")]
    [InlineData("LoraLoader", "")]
    [InlineData("Efficient Loader", "Baked VAE")]
    public void What_a_node_has_built_in_is_no_file(string type, string value) =>
        GraphSample.Models(GraphSample.Ui(type, $"[\"{value}\"]")).ShouldBeEmpty();

    [Fact]
    public void Folders_in_a_name_are_parted_by_the_same_sign_whatever_the_system_was() =>
        GraphSample
            .Models(GraphSample.Ui("UNETLoader", """["ZIT\\Z-Image Turbo bf16.safetensors", "default"]"""))
            .ShouldHaveSingleItem()
            .Name.ShouldBe("ZIT/Z-Image Turbo bf16.safetensors");

    [Theory]
    [InlineData("SomethingNew", "lora_name", "loras")]
    [InlineData("SomethingNew", "control_net_name", "controlnet")]
    [InlineData("SomeEmbeddingLoader", "embedding_name", "embeddings")]
    [InlineData("My Checkpoint Loader", "model", "checkpoints")]
    [InlineData("SomethingNew", "x", null)]
    public void A_node_that_nobody_described_is_guessed_by_names(string type, string input, string? folder) =>
        GraphSample
            .Models(GraphSample.Api(type, $"\"{input}\": \"a.safetensors\""))
            .ShouldHaveSingleItem()
            .Folder.ShouldBe(folder);

    [Fact]
    public void A_switched_off_entry_does_not_count_as_needed()
    {
        var models = GraphSample.Models(
            GraphSample.Ui(
                "Power Lora Loader (rgthree)",
                """[{}, {"type": "PowerLoraLoaderHeaderWidget"}, {"on": true, "lora": "a.safetensors"}, {"on": false, "lora": "b.safetensors"}]"""
            )
        );

        models
            .Select(model => (model.Name, model.Folder, model.IsActive))
            .ShouldBe([("a.safetensors", "loras", true), ("b.safetensors", "loras", false)]);
    }

    [Fact]
    public void A_field_turned_off_by_another_one_does_not_count_as_needed() =>
        GraphSample
            .Models(GraphSample.Ui("CR LoRA Stack", """["Off", "a.safetensors", 1, 1, "On", "b.safetensors", 1, 1]"""))
            .Select(model => (model.Name, model.IsActive))
            .ShouldBe([("a.safetensors", false), ("b.safetensors", true)]);

    [Fact]
    public void Prompts_name_embeddings_and_loras()
    {
        var prompt = GraphSample.Models(
            GraphSample.Api("CLIPTextEncode", "\"text\": \"a cat, (embedding:EasyNegative:1.2), embedding:sub/Two\"")
        );
        var tagged = GraphSample.Models(
            GraphSample.Api("Lora Loader (LoraManager)", "\"text\": \"<lora:detail:0.8> x\", \"loras\": []")
        );

        prompt
            .Select(model => (model.Name, model.Folder))
            .ShouldBe([("EasyNegative", "embeddings"), ("sub/Two", "embeddings")]);
        tagged.ShouldHaveSingleItem().Name.ShouldBe("detail");
    }

    [Theory]
    [InlineData("my private prompt about nobody, embedding:badhands.pt")]
    [InlineData("embedding:badhands.pt")]
    public void A_prompt_that_ends_like_a_file_is_none_itself(string prompt) =>
        GraphSample
            .Models(GraphSample.Api("CLIPTextEncode", $"\"text\": \"{prompt}\""))
            .ShouldHaveSingleItem()
            .Name.ShouldBe("badhands.pt");

    [Fact]
    public void A_prompt_that_speaks_of_files_names_none() =>
        GraphSample
            .Models(
                GraphSample.Api(
                    "CLIPTextEncode",
                    "\"text\": \"see https://example.com/a.safetensors\\nor b.safetensors\""
                )
            )
            .ShouldBeEmpty();

    [Fact]
    public void A_name_that_comes_over_a_link_is_followed_to_where_it_stands()
    {
        var models = GraphSample.Models(
            """
            { "nodes": [
                { "id": 1, "type": "PrimitiveNode", "widgets_values": ["new.safetensors", "fixed"] },
                { "id": 2, "type": "Reroute", "inputs": [{ "name": "", "link": 5 }] },
                { "id": 3, "type": "UNETLoader", "widgets_values": ["old.safetensors", "default"],
                  "inputs": [{ "name": "unet_name", "widget": { "name": "unet_name" }, "link": 6 }] }],
              "links": [[5, 1, 0, 2, 0, "*"], [6, 2, 0, 3, 0, "COMBO"]] }
            """
        );

        var model = models.ShouldHaveSingleItem();
        (model.Name, model.Folder, model.NodeType).ShouldBe(("new.safetensors", "diffusion_models", "UNETLoader"));
        model.NodeIds.ShouldBe(["3", "1"]);
    }

    [Fact]
    public void A_name_that_is_computed_is_the_one_last_kept_and_says_so()
    {
        var model = GraphSample
            .Models(
                """
                { "nodes": [
                    { "id": 1, "type": "StringJoin", "widgets_values": ["a", "b"] },
                    { "id": 3, "type": "UNETLoader", "widgets_values": ["old.safetensors"],
                      "inputs": [{ "name": "unet_name", "widget": { "name": "unet_name" }, "link": 6 }] }],
                  "links": [[6, 1, 0, 3, 0, "STRING"]] }
                """
            )
            .ShouldHaveSingleItem();

        model.Name.ShouldBe("old.safetensors");
        model.Note.ShouldNotBeNull().ShouldContain("last kept");
    }

    [Fact]
    public void A_file_of_several_nodes_is_listed_once_and_is_needed_when_one_of_them_runs()
    {
        var model = GraphSample
            .Models(
                """
                { "nodes": [
                    { "id": 1, "type": "VAELoader", "mode": 4, "widgets_values": ["a.safetensors"] },
                    { "id": 2, "type": "VAELoader", "mode": 0, "widgets_values": ["a.safetensors"] }] }
                """
            )
            .ShouldHaveSingleItem();

        (model.IsActive, model.NodeIds.Count).ShouldBe((true, 2));
    }

    [Fact]
    public void A_node_that_fetches_its_files_itself_is_marked() =>
        GraphSample
            .Models(GraphSample.Ui("RIFE VFI", """["rife47.pth", 10]"""))
            .ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(m => m.IsFetchedByNode.ShouldBeTrue(), m => m.Folder.ShouldBeNull());

    [Fact]
    public void Lists_in_the_workflow_give_folder_address_and_hash()
    {
        var sha256 = new string('A', 64);
        var models = GraphSample.Models(
            GraphSample.Ui(
                "SomethingNew",
                """["a.safetensors"]""",
                $$"""
                , "properties": { "models": [
                    { "name": "a.safetensors", "url": "https://example.com/a.safetensors", "directory": "style_models", "hash": "{{sha256}}", "hash_type": "SHA256" },
                    { "name": "left-over.safetensors", "url": "https://example.com/b", "directory": "vae" }] }
                """
            )
        );

        var model = models.ShouldHaveSingleItem();
        model.Folder.ShouldBe("style_models");
        var row = model.Declared.ShouldHaveSingleItem();
        (row.Address!.AbsoluteUri, row.Hash, row.IsSha256).ShouldBe(
            ("https://example.com/a.safetensors", sha256.ToLowerInvariant(), true)
        );
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("ftp://example.com/a")]
    [InlineData("javascript:alert(1)")]
    public void An_address_that_is_none_of_the_web_is_not_taken_out_of_a_workflow(string url) =>
        GraphSample
            .Models(
                $$"""{ "nodes": [], "models": [{ "name": "a.safetensors", "url": "{{url}}", "directory": "vae" }] }"""
            )
            .ShouldHaveSingleItem()
            .Declared.ShouldHaveSingleItem()
            .Address.ShouldBeNull();

    [Fact]
    public void What_only_the_list_of_the_whole_workflow_names_is_needed_too() =>
        GraphSample
            .Models("""{ "nodes": [], "models": [{ "name": "a.safetensors", "directory": "vae" }] }""")
            .ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                model => model.Folder.ShouldBe("vae"),
                model => model.NodeType.ShouldBeNull(),
                model => model.IsActive.ShouldBeTrue()
            );
}
