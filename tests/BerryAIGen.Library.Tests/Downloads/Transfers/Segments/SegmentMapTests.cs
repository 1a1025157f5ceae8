using BerryAIGen.Library.Downloads.Transfers.Parts;
using BerryAIGen.Library.Downloads.Transfers.Segments;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.Transfers.Segments;

public sealed class SegmentMapTests
{
    private const long Mib = 1 << 20;

    private static SegmentMap Map(long size, int connections) =>
        new([new ByteRange(0, size)], connections, 4 * Mib, new MovedTime());

    [Fact]
    public void One_connection_gets_each_gap_as_a_whole()
    {
        var map = new SegmentMap(
            [new ByteRange(10, 20), new ByteRange(50, 1000 * Mib)],
            connections: 1,
            4 * Mib,
            new MovedTime()
        );

        var first = map.Take(null, 0)!;
        map.Return(Done(first));

        first.Rest.Length.ShouldBe(0);
        map.Take(null, 0)!.Rest.ShouldBe(new ByteRange(50, 1000 * Mib));
    }

    [Fact]
    public void Segments_come_from_the_front_and_become_smaller_towards_the_end()
    {
        var map = Map(1024 * Mib, 8);
        List<ByteRange> taken = [];
        while (map.Take(null, 0) is { } segment)
        {
            taken.Add(segment.Rest);
            map.Return(Done(segment));
        }

        taken[0].Length.ShouldBe(64 * Mib);
        taken[^1].Length.ShouldBeLessThan(6 * Mib);
        taken[^1].To.ShouldBe(1024 * Mib);
        taken.Zip(taken.Skip(1)).ShouldAllBe(pair => pair.First.To == pair.Second.From);
    }

    [Fact]
    public void Whoever_is_free_takes_half_of_the_largest_rest()
    {
        var map = Map(32 * Mib, 4);
        var segments = Enumerable.Range(0, 4).Select(_ => map.Take(null, 8 * Mib)!).ToArray();
        map.Return(Done(segments[1]));

        var half = map.Take(null, 0)!;

        half.Rest.Length.ShouldBe(4 * Mib);
        segments.Where(segment => segment.To == half.From).ShouldHaveSingleItem();
    }

    [Fact]
    public void What_is_given_back_is_handed_out_first()
    {
        var map = Map(128 * Mib, 4);
        var first = map.Take(null, 0)!;
        map.Take(null, 0);
        first.Advance(1000);

        map.Return(first);

        map.Take(null, 0)!.From.ShouldBe(1000);
    }

    [Fact]
    public void An_open_body_takes_over_what_another_has_only_asked_for()
    {
        var map = Map(128 * Mib, 4);
        var lead = map.Take(null, 0)!;
        var scout = map.Take(null, 0)!;
        map.Return(Done(lead));

        var next = map.Take(lead.To, 0)!;

        next.From.ShouldBe(scout.From);
        scout.Rest.Length.ShouldBe(0);
    }

    [Fact]
    public void A_host_that_wants_one_connection_keeps_the_one_nearest_to_the_front()
    {
        var map = Map(128 * Mib, 4);
        var segments = Enumerable.Range(0, 3).Select(_ => map.Take(null, 0)!).ToArray();

        map.LeaveToOne();

        segments.Select(segment => segment.Rest.Length > 0).ShouldBe([true, false, false]);
        map.Take(null, 0).ShouldBeNull();
        map.Return(Done(segments[0]));
        map.Return(segments[1]);
        map.Return(segments[2]);
        map.Take(null, 0)!.From.ShouldBe(segments[0].To);
    }

    private static Segment Done(Segment segment)
    {
        segment.Advance((int)segment.Rest.Length);
        return segment;
    }
}
