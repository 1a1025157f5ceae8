using System.Text.Json.Nodes;
using BerryAIGen.Library.Locks;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Locks;

public sealed class RecordedHashTests
{
    [Fact]
    public void A_recorded_hash_counts_only_for_the_size_and_time_it_was_taken_of()
    {
        using var folder = new TemporaryFolder();
        var file = new FileInfo(folder.Write("a.safetensors", [1, 2, 3]));
        var hash = new string('a', 64);
        var record = RecordedHash.Stamp(file, hash);

        RecordedHash.Find(file, record).ShouldBe(hash);
        RecordedHash.Find(file, With("size_bytes", 4L)).ShouldBeNull();
        RecordedHash.Find(file, With("size_bytes", null)).ShouldBeNull();

        JsonObject With(string name, JsonNode? value)
        {
            var other = record.DeepClone().AsObject();
            other[name] = value;
            return other;
        }
    }
}
