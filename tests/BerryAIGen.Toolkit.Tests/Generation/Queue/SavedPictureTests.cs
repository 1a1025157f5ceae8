using System.Text.Json.Nodes;
using BerryAIGen.IO.Recipes;

namespace BerryAIGen.Toolkit.Tests.Generation.Queue;

/// <summary>What is made is a picture of the library like any other, and says how it was made.</summary>
public sealed class SavedPictureTests
{
    [Fact]
    public async Task A_followed_folder_shows_what_was_saved_into_it_with_its_recipe_and_its_models()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        var (server, lora) = (story.Server, story.Lora("SDXL 1.0"));
        Directory.CreateDirectory(story.Generated);
        var folder = await server.PostAsync("/api/pictures/folders", new JsonObject { ["path"] = story.Generated });
        await server.WaitAsync(
            $"/api/jobs/{folder["job_id"]}",
            now => now["state"]!.ToString() is not ("queued" or "running")
        );
        var form = GeneratingToolkit.Form();
        form["resources"] = new JsonArray(
            (JsonNode)new JsonObject { ["id"] = lora.Versions[0].Id, ["strength"] = 0.8 }
        );

        var done = await story.GenerateAsync(form);

        done["state"]!.ToString().ShouldBe("completed", done.ToJsonString());
        var page = await server.WaitAsync("/api/pictures", now => now["total_count"]!.GetValue<int>() == 1);
        var picture = await server.GetAsync($"/api/pictures/{page["pictures"]![0]!["id"]}");
        picture["prompt"]!.ToString().ShouldStartWith("a red fox");
        picture["seed"]!.ToString().ShouldBe("7");
        picture["models"]!
            .AsArray()
            .Select(one => one!["civitai_version_id"]?.GetValue<long>())
            .ShouldBe([128078, lora.Versions[0].Id], ignoreOrder: true);
    }

    [Fact]
    public async Task Each_word_of_the_recipe_is_read_back_from_the_saved_PNG()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        var lora = story.Lora("SDXL 1.0");
        var form = GeneratingToolkit.Form("a red fox, 狐");
        form["negativePrompt"] = "fog";
        (form["steps"], form["cfgScale"], form["sampler"]) = (21, 6.5, "DPM++ 2M Karras");
        form["resources"] = new JsonArray(
            (JsonNode)new JsonObject { ["id"] = lora.Versions[0].Id, ["strength"] = 0.8 }
        );

        var done = await story.GenerateAsync(form);

        done["state"]!.ToString().ShouldBe("completed", done.ToJsonString());
        var path = story.Files().ShouldHaveSingleItem();
        path.ShouldEndWith(".png");
        var recipe = RecipeReader.Read(path).Recipe.ShouldNotBeNull();
        var checkpoint = recipe.Resources.Single(one => one.Type == ResourceTypes.Checkpoint);
        var added = recipe.Resources.Single(one => one.Type == ResourceTypes.Lora);
        // LoRAs are called in the prompt, as A1111's readers want it.
        recipe.Prompt.ShouldBe($"a red fox, 狐 <lora:{lora.Spec.Name}:0.8>");
        (recipe.NegativePrompt, recipe.Seed, recipe.Steps, recipe.CfgScale).ShouldBe(("fog", 7, 21, 6.5));
        (recipe.Sampler, recipe.Width, recipe.Height).ShouldBe(("DPM++ 2M Karras", 1024, 1024));
        checkpoint.ModelVersionId.ShouldBe(128078);
        (added.ModelVersionId, added.Weight).ShouldBe((lora.Versions[0].Id, 0.8));
        lora.Versions[0].Files[0].Hashes.Sha256.ShouldStartWith(added.Hash!, Case.Insensitive);
    }

    [Fact]
    public async Task Models_that_are_named_by_their_AIRs_are_read_back_from_the_saved_PNG()
    {
        const string epoch = "urn:air:sdxl:lora:orchestrator:job-1@heron-3.safetensors";
        const string trained = "urn:air:sdxl:checkpoint:orchestrator:job-2@owl-1.safetensors";
        await using var story = await GeneratingToolkit.StartAsync();
        var form = GeneratingToolkit.Form();
        form["model"] = trained;
        form["resources"] = new JsonArray(
            new JsonObject { ["air"] = epoch, ["strength"] = 0.8 },
            "urn:air:sdxl:embedding:civitai:82098@87153"
        );

        var done = await story.GenerateAsync(form);

        done["state"]!.ToString().ShouldBe("completed", done.ToJsonString());
        var recipe = RecipeReader.Read(story.Files().ShouldHaveSingleItem()).Recipe.ShouldNotBeNull();
        recipe
            .Resources.Select(one => (one.Type, one.Air, one.ModelVersionId, one.Weight))
            .ShouldBe(
                [
                    (ResourceTypes.Checkpoint, trained, null, null),
                    (ResourceTypes.Lora, epoch, null, 0.8),
                    (ResourceTypes.Embedding, null, 87153L, 1d),
                ],
                ignoreOrder: true
            );
        recipe.Prompt.ShouldBe("a red fox");
    }
}
