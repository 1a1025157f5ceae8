using System.Diagnostics;
using BerryAIGen.Library.Identification;
using BerryAIGen.Testing;

namespace BerryAIGen.Benchmarks;

/// <summary>How long it takes to say what 10,000 files are, headers read from disk and all, on all cores.</summary>
internal static class IdentifyFigure
{
    private const int Files = 10_000;
    private const int Tensors = 200;
    private const int LimitMilliseconds = 3_000;

    private static readonly string[] Modules =
    [
        "img_attn.qkv.weight",
        "img_attn.proj.weight",
        "img_attn.norm.key_norm.scale",
        "img_mlp.0.weight",
        "txt_attn.qkv.weight",
        "txt_mlp.2.weight",
    ];

    public static int Print()
    {
        var folder = Directory.CreateTempSubdirectory("berry-identify-");
        try
        {
            var paths = Enumerable.Range(0, Files).Select(i => Write(folder.FullName, i)).ToArray();
            using var process = Process.GetCurrentProcess();
            var before = process.TotalProcessorTime;
            var watch = Stopwatch.StartNew();
            var identification = new ModelIdentification(configurationFolder: null);
            var known = 0;
            Parallel.ForEach(
                paths,
                path =>
                {
                    if (identification.Inspect(path).Identity.IsKnown)
                        Interlocked.Increment(ref known);
                }
            );
            var took = watch.ElapsedMilliseconds;
            process.Refresh();
            var busy = (process.TotalProcessorTime - before).TotalMilliseconds;
            var isHeld = took <= LimitMilliseconds && known == Files;
            Console.WriteLine(
                $"{$"identify {Files:N0} files of {Tensors} tensors, {known:N0} known ({busy:N0} ms busy)", -58} {took, 6} ms "
                    + $"{$"(<= {LimitMilliseconds})", 28}  {(isHeld ? "ok" : "MISSED")}"
            );
            return isHeld ? 0 : 1;
        }
        finally
        {
            foreach (var file in folder.EnumerateFiles())
                file.Delete();
            folder.Delete();
        }
    }

    /// <summary>As many of them, five hundred to a folder, in a folder that is made.</summary>
    internal static void WriteAll(string folder, int count)
    {
        var parent = Directory.CreateDirectory(folder);
        for (var number = 0; number < count; number++)
            Write(parent.CreateSubdirectory($"{number / 500}").FullName, number);
    }

    // Three kinds of file in turn, so that neither one form nor one rule is all there is.
    internal static string Write(string folder, int number)
    {
        var path = Path.Combine(folder, $"{number}.safetensors");
        SparseSafetensors.Write(
            path,
            Enumerable
                .Range(0, Tensors)
                .Select(tensor =>
                    (number % 3) switch
                    {
                        0 => (
                            $"model.diffusion_model.double_blocks.{tensor / Modules.Length}.{Modules[tensor % Modules.Length]}",
                            "BF16",
                            new ulong[] { 3072, 64 }
                        ),
                        1 => (
                            $"lora_unet_down_blocks_{tensor % 3}_attentions_{tensor / 50}_transformer_blocks_{tensor % 10}_attn{1 + (tensor % 2)}_to_{"kqv"[tensor % 3]}_{tensor}.lora_down.weight",
                            "F16",
                            [16, 2048]
                        ),
                        _ => ($"blocks.{tensor}.cross_attn.k.lora_A.weight", "F32", [8, 5120]),
                    }
                )
        );
        return path;
    }
}
