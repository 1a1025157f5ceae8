using BerryAIGen.Library.Downloads.Transfers.Parts;

namespace BerryAIGen.Library.Tests.Downloads.Transfers.Parts;

public sealed class ByteRangesTests
{
    [Fact]
    public void It_knows_the_same_as_one_mark_per_byte()
    {
        var random = new Random(11);
        for (var round = 0; round < 500; round++)
        {
            var marks = new bool[60];
            var ranges = new ByteRanges();
            for (var i = 0; i < random.Next(12); i++)
            {
                var from = random.Next(60);
                var to = from + random.Next(60 - from);
                marks.AsSpan(from, to - from).Fill(true);
                ranges.Add(new ByteRange(from, to));
            }

            var text = string.Join(' ', ranges.ToList());
            ranges.Total.ShouldBe(marks.Count(mark => mark), text);
            ranges.Front.ShouldBe(marks.TakeWhile(mark => mark).Count(), text);
            var missing = ranges.Gaps(60).SelectMany(gap => Enumerable.Range((int)gap.From, (int)gap.Length));
            missing.ShouldBe(Enumerable.Range(0, 60).Where(i => !marks[i]), text);
            ranges.ToList().Zip(ranges.ToList().Skip(1)).ShouldAllBe(pair => pair.First.To < pair.Second.From);
        }
    }

    [Fact]
    public void What_is_no_range_is_left_out()
    {
        var ranges = new ByteRanges(new ByteRange(5, 5), new ByteRange(9, 3), new ByteRange(-4, 2));

        ranges.Total.ShouldBe(0);
        ranges.ToList().ShouldBeEmpty();
    }
}
