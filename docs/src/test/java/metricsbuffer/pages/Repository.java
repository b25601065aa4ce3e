package metricsbuffer.pages;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of the repository, without what a build or an editor leaves behind. */
final class Repository {

    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Set<String> LEFT_OUT = Set.of("target", ".git", ".idea", ".vscode", ".settings", "node_modules");

    private Repository() {}

    /** All files whose name ends in one of these, in order. */
    static List<Path> files(String... suffixes) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return LEFT_OUT.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (Stream.of(suffixes).anyMatch(file.getFileName().toString()::endsWith)) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        files.sort(null);
        return files;
    }

    /** All pages: every Markdown file. */
    static List<Page> pages() throws IOException {
        List<Page> pages = new ArrayList<>();
        for (Path file : files(".md")) {
            pages.add(Page.read(file));
        }
        return pages;
    }

    /** What group 1 of a pattern finds in these files, with the places. */
    static Map<String, Set<String>> mentions(Pattern pattern, List<Path> files) throws IOException {
        Map<String, Set<String>> mentions = new TreeMap<>();
        for (Path file : files) {
            String text = Files.readString(file);
            pattern.matcher(text).results().forEach(match -> {
                long line = 1 + text.substring(0, match.start()).chars().filter(character -> character == '\n').count();
                mentions.computeIfAbsent(match.group(1), found -> new LinkedHashSet<>()).add(name(file) + ":" + line);
            });
        }
        return mentions;
    }

    /** The file's name without its ending. */
    static String title(Path file) {
        return file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    }

    /** The path as a reader writes it: from the root, with forward slashes. */
    static String name(Path file) {
        return ROOT.relativize(file.toAbsolutePath().normalize()).toString().replace('\\', '/');
    }
}
