using System.Text.Json.Nodes;
using BerryAIGen.IO.Gguf;
using BerryAIGen.Library.Compatibility.Memory;
using BerryAIGen.Library.Compatibility.Providers;
using BerryAIGen.Library.Compatibility.Scoring;

namespace BerryAIGen.Library.Tests.Compatibility;

public sealed class MemoryTests
{
    private const double MiB = 1 << 20;
    private const double GiB = 1 << 30;
    private const double Overhead = 250;
    private static readonly Dictionary<string, GgmlType> Types = new uint[] { 1, 2, 8, 12 }
        .Select(id => GgmlType.Find(id)!)
        .ToDictionary(type => type.Name);

    [Fact]
    public void The_cache_takes_a_row_per_token_layer_and_head()
    {
        var rows = FactRows.Read("memory.json", "cache");

        rows.Length.ShouldBe(14);
        foreach (var row in rows)
        {
            foreach (var type in (string[])["F16", "Q8_0", "Q4_0"])
                Cache(row, type).ShouldBe(FactRows.Bytes(row, type), $"{FactRows.Describe(row)} {type}");
        }
    }

    [Fact]
    public void Cache_and_buffers_are_those_of_the_logs()
    {
        var rows = FactRows.Read("memory.json", "measured");

        rows.Length.ShouldBe(13);
        rows.Count(row => row.ContainsKey("device")).ShouldBe(6);
        foreach (var row in rows)
        {
            var (shape, name) = (FactRows.Shape(row), FactRows.Describe(row));
            var options = new MemoryOptions
            {
                Context = FactRows.Number(row, "context"),
                CacheType = Types[row["cache_type"]!.ToString()],
                Sequences = FactRows.Number(row, "sequences"),
                MicroBatch = FactRows.Number(row, "batch"),
                FlashAttention = row["flash"]?.GetValue<bool>() ?? true,
            };
            KeyValueCache.SizeBytes(shape, options).ShouldBe(FactRows.Bytes(row, "cache"), name);
            if (row.ContainsKey("device"))
                ComputeBuffer.DeviceBytes(shape, options).ShouldBe(FactRows.Bytes(row, "device"), name);
            if (row.ContainsKey("host_mib"))
                (ComputeBuffer.HostBytes(shape, options) / MiB).ShouldBe(FactRows.Real(row, "host_mib"), 0.011, name);
        }
    }

    [Fact]
    public void The_sums_are_those_of_well_known_models()
    {
        foreach (var row in FactRows.Read("memory.json", "totals"))
        {
            var need = MemoryNeed.Of(
                (long)(FactRows.Real(row, "weights_mib") * MiB),
                FactRows.Shape(row),
                new MemoryOptions { Context = FactRows.Number(row, "context") }
            );

            (need.Total / MiB).ShouldBe(FactRows.Real(row, "total_mib"), 0.06, FactRows.Describe(row));
        }
    }

    [Fact]
    public void What_others_publish_for_graphics_memory_comes_out()
    {
        var rows = FactRows.Read("memory.json", "published");

        rows.Length.ShouldBe(10);
        foreach (var row in rows)
        {
            var shape = FactRows.Shape(row);
            var options = new MemoryOptions { Context = FactRows.Number(row, "context") };
            var cache = KeyValueCache.SizeBytes(shape, options);
            if (row.ContainsKey("kept_mib"))
                Near(cache + ComputeBuffer.DeviceBytes(shape, options), "kept_mib", row);
            if (row.ContainsKey("vram_mib"))
            {
                var loud = ComputeBuffer.DeviceBytes(shape, options with { FlashAttention = false });
                Near(Weights(row, shape) + cache + loud + (Overhead * MiB), "vram_mib", row);
            }
        }
    }

    [Fact]
    public void An_engine_that_keeps_a_reserve_gets_it_beside_what_is_not_read()
    {
        var engine = ProviderCatalog.Load(null).Get("vllm");
        var rows = FactRows.Read("memory.json", "unread");

        rows.Length.ShouldBe(4);
        foreach (var row in rows)
        {
            var weights = (long)(FactRows.Real(row, "billions") * 1e9 * 2);
            (CompatibilityScore.NeedOf(new ModelFacts { SizeBytes = weights }, engine)!.Total / GiB).ShouldBe(
                FactRows.Real(row, "gib"),
                0.0006,
                FactRows.Describe(row)
            );
        }
    }

    [Fact]
    public void Layers_may_have_numbers_of_heads_of_their_own()
    {
        var even = new AttentionShape
        {
            Layers = 4,
            KeyValueHeads = [8],
            KeyLength = 128,
            ValueLength = 128,
        };
        var odd = even with { KeyValueHeads = [8, 0, 0, 8] };
        var options = new MemoryOptions { Context = 4096 };

        KeyValueCache.SizeBytes(odd, options).ShouldBe(KeyValueCache.SizeBytes(even, options) / 2);
    }

    private static long Cache(JsonObject row, string type) =>
        KeyValueCache.SizeBytes(
            FactRows.Shape(row),
            new MemoryOptions { Context = FactRows.Number(row, "context"), CacheType = Types[type] }
        );

    // With all layers on the card, the table of words stays in the machine's memory.
    private static double Weights(JsonObject row, AttentionShape shape)
    {
        var all = FactRows.Real(row, "weights_mib") * MiB;
        return row["embedding_type"] is { } type
            ? all
                - (
                    (double)shape.Embedding
                    * shape.Vocabulary
                    * Types[type.ToString()].BlockBytes
                    / Types[type.ToString()].BlockValues
                )
            : all;
    }

    private static void Near(double bytes, string name, JsonObject row)
    {
        var published = FactRows.Real(row, name);
        (bytes / MiB).ShouldBe(published, Math.Max(100, published * 0.02), $"{FactRows.Describe(row)} {name}");
    }
}
