using System.Diagnostics;
using BerryAIGen.IO.Recipes;
using BerryAIGen.Testing;

namespace BerryAIGen.Benchmarks;

/// <summary>
/// How many PNGs a second one core reads: 1,000 files of a mebibyte of pixels in pieces of 8 KiB, as libpng writes them, half with
/// A1111's text and half with a graph of ComfyUI, texts before and after the pixels; and what a file costs in memory.
/// </summary>
internal static class ImageFigure
{
    private const int Files = 1000;
    private const int Pieces = 128;
    private const int PieceBytes = 8 << 10;
    private const int LimitPerSecond = 5000;
    private const int LimitKibibytes = 512;

    private const string Parameters =
        "a cat on a roof at night, <lora:add_detail:0.8>, masterpiece, best quality\nNegative prompt: blurry, lowres, bad hands\n"
        + "Steps: 25, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 7, Seed: 1234567890, Size: 512x768, Model hash: 879db523c3, "
        + "Model: dreamshaper_8, VAE: vae.safetensors, Clip skip: 2, Lora hashes: \"add_detail: 7c6bad76eb54\", Version: v1.10.1";

    public static int Print()
    {
        var folder = Directory.CreateTempSubdirectory("berry-images-");
        try
        {
            var paths = Enumerable.Range(0, Files).Select(i => Write(folder.FullName, i)).ToArray();
            // Once before, so that what the first call costs is not counted per file.
            var known = paths.Count(path => RecipeReader.Read(path).Recipe is not null);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var watch = Stopwatch.StartNew();
            foreach (var path in paths)
            {
                _ = RecipeReader.Read(path);
            }

            var perSecond = Files / watch.Elapsed.TotalSeconds;
            var kibibytes = (GC.GetAllocatedBytesForCurrentThread() - before) / Files / 1024;
            var isHeld = perSecond >= LimitPerSecond && kibibytes <= LimitKibibytes && known == Files;
            Console.WriteLine(
                $"{$"read {Files:N0} pictures, {known:N0} known ({kibibytes} KiB each, <= {LimitKibibytes})", -58} {perSecond, 6:N0} a second "
                    + $"{$"(>= {LimitPerSecond})", 21}  {(isHeld ? "ok" : "MISSED")}"
            );
            return isHeld ? 0 : 1;
        }
        finally
        {
            foreach (var file in folder.EnumerateFiles())
            {
                file.Delete();
            }

            folder.Delete();
        }
    }

    private static string Write(string folder, int number)
    {
        var picture = new PngMaker(1024, 1024);
        _ = number % 2 == 0 ? picture.Text("parameters", Parameters) : picture.Text("prompt", Graph(number));
        for (var piece = 0; piece < Pieces; piece++)
        {
            picture.Chunk("IDAT", new byte[PieceBytes]);
        }

        return picture.TextAfterPixels("Software", "a tool").Save(Path.Combine(folder, $"{number:D4}.png"));
    }

    private static string Graph(int seed) =>
        $$$"""
            {"3":{"class_type":"KSampler","inputs":{"seed":{{{seed}}},"steps":20,"cfg":8.0,"sampler_name":"dpmpp_2m","scheduler":"karras","denoise":1,
            "model":["10",0],"positive":["6",0],"negative":["7",0],"latent_image":["5",0]}},
            "4":{"class_type":"CheckpointLoaderSimple","inputs":{"ckpt_name":"sd15/base.safetensors"}},
            "5":{"class_type":"EmptyLatentImage","inputs":{"width":512,"height":640,"batch_size":1}},
            "6":{"class_type":"CLIPTextEncode","inputs":{"text":"a cat on a roof at night","clip":["10",1]}},
            "7":{"class_type":"CLIPTextEncode","inputs":{"text":"blurry","clip":["10",1]}},
            "8":{"class_type":"VAEDecode","inputs":{"samples":["3",0],"vae":["4",2]}},
            "9":{"class_type":"SaveImage","inputs":{"filename_prefix":"x","images":["8",0]}},
            "10":{"class_type":"LoraLoader","inputs":{"lora_name":"add_detail.safetensors","strength_model":0.75,"strength_clip":1.0,"model":["4",0],"clip":["4",1]}} }
            """;
}
