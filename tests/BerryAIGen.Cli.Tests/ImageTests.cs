using System.Text;
using System.Text.Json;
using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests;

/// <summary>Pictures, how they were made, and their models, as one types it.</summary>
public sealed class ImageTests(SandboxFixture sandbox) : SandboxTest(sandbox), IClassFixture<SandboxFixture>
{
    private const string Lora = "82098";

    private static string Text(string models) =>
        $"a cat\nNegative prompt: dog\nSteps: 20, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 7.5, Seed: 42, Size: 512x768, {models}, Version: v1.10.1";

    [Fact]
    public async Task Read_prints_every_field_of_the_recipe()
    {
        Picture("a.png", "Model hash: 879db523c3, Model: dream, Clip skip: 2, Lora hashes: \"detail: 7c6bad76eb54\"");

        var file = (await Home.RunAsync("image", "read", "a.png", "--json")).ShouldExit(0).Json.GetProperty("files")[0];

        var names =
            "path generator prompt negative_prompt seed steps cfg_scale sampler scheduler width height model model_hash";
        string.Join('|', names.Split(' ').Select(name => file.GetProperty(name).ToString()))
            .ShouldBe("a.png|A1111|a cat|dog|42|20|7.5|DPM++ 2M|Karras|512|768|dream|879db523c3");
        file.GetProperty("resources")[1].GetProperty("hash").GetString().ShouldBe("7c6bad76eb54");
        file.GetProperty("settings").GetProperty("Clip skip").GetString().ShouldBe("2");
        file.GetProperty("sampler_names").GetProperty("civitai").GetString().ShouldBe("dpM2MKarras");
        file.GetProperty("sampler_names")
            .GetProperty("comfyui")
            .GetProperty("sampler")
            .GetString()
            .ShouldBe("dpmpp_2m");
        file.GetProperty("image").GetProperty("format").GetString().ShouldBe("png");
        file.GetProperty("image").GetProperty("width").GetInt32().ShouldBe(8);
        file.GetProperty("raw").GetProperty("parameters").GetString().ShouldStartWith("a cat\nNegative prompt: dog\n");
    }

    [Fact]
    public async Task Read_shows_a_person_the_same()
    {
        Picture("a.png", "Model hash: 879db523c3, Model: dream");
        new PngMaker().Text("note", "hello").Save(Home.PathOf("b.png"));
        new PngMaker().Save(Home.PathOf("c.png"));

        var run = (await Home.RunAsync("image", "read", "a.png", "b.png", "c.png")).ShouldExit(0);

        run.Output.ShouldContain("made by        A1111, v1.10.1");
        run.Output.ShouldContain("checkpoint     dream  879db523c3");
        run.Output.ShouldContain("sampler        DPM++ 2M, Karras");
        run.Output.ShouldContain("note: hello");
        run.Output.ShouldContain("nothing in it says how it was made.");
    }

    [Fact]
    public async Task Read_takes_copied_text_and_says_what_it_cannot_read()
    {
        Home.Write("copied.txt", Encoding.UTF8.GetBytes(Text("Model: dream")));
        Home.Write("model.safetensors", "nothing"u8);
        File.WriteAllBytes(Home.PathOf("cut.png"), new PngMaker().Text("parameters", Text("Model: x")).Build()[..^20]);

        var run = await Home.RunAsync(
            "image",
            "read",
            "copied.txt",
            "model.safetensors",
            "none.png",
            "cut.png",
            "--json"
        );

        var files = run.ShouldExit(1).Json.GetProperty("files");
        files[0].GetProperty("model").GetString().ShouldBe("dream");
        files[1]
            .GetProperty("error")
            .GetProperty("message")
            .GetString()
            .ShouldNotBeNull()
            .ShouldStartWith("model.safetensors is no picture");
        files[2].GetProperty("error").GetProperty("code").GetString().ShouldBe("not_found");
        files[3].GetProperty("model").GetString().ShouldBe("x");
        files[3]
            .GetProperty("problems")[0]
            .GetString()
            .ShouldNotBeNull()
            .ShouldStartWith("The PNG was cut off at byte ");
        run.Error.ShouldContain("berry: none.png does not exist");
    }

    [Fact]
    public async Task Models_are_found_here_by_hash_and_name_and_with_others()
    {
        var path = await DownloadAsync(Lora);
        var hash = await HashAsync(path, "autov2");
        var other = Home.PathOf("models", "loras", "other name.safetensors");
        File.Move(path, other);
        (await Home.RunAsync("index", "models")).ShouldExit(0);
        Home.Write("models/vae/named.safetensors", "x"u8);
        Picture("a.png", $"VAE: named.safetensors, Lora hashes: \"detail: {hash}\", Hypernet: nobody");
        Picture(
            "b.png",
            $"VAE: named.safetensors, Civitai resources: [{{\"type\":\"lora\",\"modelVersionId\":62833,\"weight\":0.5}}]"
        );

        var json = (await Home.RunAsync("image", "models", "a.png", "b.png", "--json")).ShouldExit(0).Json;

        var models = json.GetProperty("models")
            .EnumerateArray()
            .ToDictionary(model =>
                model.GetProperty("resource").GetProperty("type").GetString()
                + model.GetProperty("resource").GetProperty("name")
            );
        State(models["loradetail"]).ShouldBe(("present", "hash", other));
        State(models["vaenamed.safetensors"])
            .ShouldBe(("present", "name", Home.PathOf("models", "vae", "named.safetensors")));
        models["vaenamed.safetensors"].GetProperty("pictures").GetArrayLength().ShouldBe(2);
        State(models["hypernetworknobody"]).ShouldBe(("unknown", null, null));
        State(models["lora"]).ShouldBe(("missing", null, null));
        models["lora"]
            .GetProperty("candidates")[0]
            .GetProperty("reference")
            .GetString()
            .ShouldNotBeNull()
            .ShouldEndWith("/62833");
    }

    [Fact]
    public async Task A_file_of_the_same_name_and_another_hash_is_another_version()
    {
        var path = await DownloadAsync(Lora);
        Picture("a.png", $"Lora hashes: \"{Path.GetFileNameWithoutExtension(path)}: 0123456789\"");

        var run = (await Home.RunAsync("image", "models", "a.png", "--offline", "--json")).ShouldExit(0);

        var model = run.Json.GetProperty("models")[0];
        State(model).ShouldBe(("unknown", null, null));
        model.GetProperty("note").GetString().ShouldBe($"{path} has this name and other bytes: it is another version");
        Sandbox.Server.Requests.Clear();
    }

    [Fact]
    public async Task Install_downloads_what_is_missing_by_its_hash()
    {
        var hash = await HashAsync(await DownloadAsync(Lora), "autov2");
        Picture("a.png", $"Lora hashes: \"whatever: {hash}\"");
        var elsewhere = new[] { "--root", "second" };
        Directory.CreateDirectory(Home.PathOf("second"));

        var plan = (await Home.RunAsync(["image", "install", "a.png", "--dry-run", "--json", .. elsewhere]))
            .ShouldExit(0)
            .Json;
        var done = (await Home.RunAsync(["image", "install", "a.png", "--json", .. elsewhere])).ShouldExit(0).Json;
        var again = await Home.RunAsync(["image", "install", "a.png", .. elsewhere]);

        plan.GetProperty("items")[0].GetProperty("state").GetString().ShouldBe("planned");
        var item = done.GetProperty("items")[0];
        item.GetProperty("state").GetString().ShouldBe("completed");
        item.GetProperty("path").GetString().ShouldNotBeNull().ShouldContain("second");
        again.ShouldExit(0).Error.ShouldContain("no model of these pictures is missing");
    }

    [Fact]
    public async Task Install_says_what_nobody_knows()
    {
        Directory.CreateDirectory(Home.PathOf("models"));
        Picture("a.png", "Hypernet: nobody has it");

        var run = await Home.RunAsync("image", "install", "a.png", "--json");

        run.ShouldExit(3)
            .Json.GetProperty("items")[0]
            .GetProperty("reason")
            .GetString()
            .ShouldBe("nobody has it is not here, and nobody knows where it is to be had.");
    }

    [Fact]
    public async Task Write_makes_a_copy_that_others_understand()
    {
        var path = await DownloadAsync(Lora);
        var sha256 = await HashAsync(path, "sha256");
        new PngMaker()
            .Text(
                "prompt",
                $$$"""
                {"1":{"class_type":"KSampler","inputs":{"seed":7,"steps":20,"cfg":8,"sampler_name":"dpmpp_2m","scheduler":"karras","model":["2",0],"positive":["3",0],"latent_image":["4",0]}},
                "2":{"class_type":"LoraLoader","inputs":{"lora_name":"{{{Path.GetFileName(
                    path
                )}}}","strength_model":0.6}},
                "3":{"class_type":"CLIPTextEncode","inputs":{"text":"a cat"}},"4":{"class_type":"EmptyLatentImage","inputs":{"width":64,"height":32}} }
                """
            )
            .Save(Home.PathOf("comfy.png"));

        var run = (await Home.RunAsync("image", "write", "comfy.png", "--to", "copy.png")).ShouldExit(0);
        var again = await Home.RunAsync("image", "write", "comfy.png", "--to", "copy.png");

        run.Output.Trim().ShouldBe("copy.png: 1 of 1 models have a hash.");
        var file = (await Home.RunAsync("image", "read", "copy.png", "--json")).ShouldExit(0).Json.GetProperty("files")[
            0
        ];
        var stem = Path.GetFileNameWithoutExtension(path);
        file.GetProperty("raw")
            .GetProperty("parameters")
            .GetString()
            .ShouldBe(
                $"a cat <lora:{stem}:0.6>\nSteps: 20, Sampler: DPM++ 2M Karras, CFG scale: 8, Seed: 7, Size: 64x32, Lora hashes: \"{stem}: {sha256[..10]}\", Version: ComfyUI, Hashes: {{\"lora:{stem}\":\"{sha256[..10]}\"}}"
            );
        file.GetProperty("raw").GetProperty("prompt").GetString().ShouldNotBeNull();
        again.ShouldExit(1).Error.ShouldContain("copy.png is there already, and nothing is written over it");
    }

    [Fact]
    public async Task A_file_of_another_kind_or_with_other_bytes_is_not_the_model_of_the_name()
    {
        Home.Write("models/checkpoints/add_detail.safetensors", "x"u8);
        Home.Write("models/checkpoints/dream.safetensors", "y"u8);
        new PngMaker()
            .Text("parameters", "a cat <lora:add_detail:1>\nSteps: 20, Sampler: Euler, Seed: 1")
            .Save(Home.PathOf("lora.png"));
        new PngMaker()
            .Text(
                "invokeai_metadata",
                $$$"""{"app_version":"5.0.0","positive_prompt":"a fox","seed":42,"steps":30,"model":{"hash":"blake3:{{{new string('c', 64)}}}","name":"dream","type":"main"}}"""
            )
            .Save(Home.PathOf("fox.png"));

        var models = (await Home.RunAsync("image", "models", "lora.png", "--offline", "--json")).ShouldExit(0).Json;
        var lora = (await Home.RunAsync("image", "write", "lora.png", "--to", "lora-copy.png")).ShouldExit(0);
        var fox = (await Home.RunAsync("image", "write", "fox.png", "--to", "fox-copy.png")).ShouldExit(0);

        State(models.GetProperty("models")[0]).ShouldBe(("unknown", null, null));
        lora.Output.ShouldContain("0 of 1 models have a hash");
        fox.Output.ShouldContain("0 of 1 models have a hash");
    }

    [Fact]
    public async Task Write_refuses_what_cannot_be_and_leaves_nothing()
    {
        new PngMaker().Save(Home.PathOf("bare.png"));
        Picture("a.png", "Model: dream");
        Home.Write("a.gif", "GIF89a\u0001\0\u0001\0\0\0\0;"u8);

        var bare = await Home.RunAsync("image", "write", "bare.png", "--to", "x.png");
        var kind = await Home.RunAsync("image", "write", "a.gif", "--from", "a.png", "--to", "x.gif");
        var folder = await Home.RunAsync("image", "write", "a.png", "--to", "none/x.png");
        var whole = await Home.RunAsync("image", "write", "bare.png", "--from", "a.png", "--to", "x.png", "--json");

        bare.ShouldExit(3)
            .Error.ShouldContain(
                "Nothing in bare.png says how it was made; name a picture or text that does with --from."
            );
        kind.ShouldExit(1).Error.ShouldContain("It is neither a PNG nor a JPEG nor a WebP");
        folder.ShouldExit(3).Error.ShouldContain("none");
        whole.ShouldExit(0).Json.GetProperty("files")[0].GetProperty("model").GetString().ShouldBe("dream");
        Directory.GetFiles(Home.Folder, "x*").Select(Path.GetFileName).ShouldBe(["x.png"]);
    }

    private static (string?, string?, string?) State(JsonElement model) =>
        (
            model.GetProperty("state").GetString(),
            model.GetProperty("matched_by").GetString(),
            model.GetProperty("path").GetString()
        );

    private void Picture(string name, string models) =>
        new PngMaker().Text("parameters", Text(models)).Save(Home.PathOf(name));

    private async Task<string> DownloadAsync(string reference)
    {
        Directory.CreateDirectory(Home.PathOf("models"));
        var json = (await Home.RunAsync("download", reference, "--json")).ShouldExit(0).Json;
        return json.GetProperty("items")[0].GetProperty("path").GetString()!;
    }

    private async Task<string> HashAsync(string path, string kind) =>
        (await Home.RunAsync("hash", path, "--json"))
            .ShouldExit(0)
            .Json.GetProperty("files")[0]
            .GetProperty(kind)
            .GetString()!;
}
